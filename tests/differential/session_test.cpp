// A session gives for every scenario what a whole evaluation under it gives, and does less for it.
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <string>

#include <carefare/cases/caseload.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/eval/session.hpp>

namespace carefare {

namespace {

/// Every result of a block as text, by row.
void write(eval::block const& of, checked::rule_graph const& graph, std::map<std::string, std::string>& into) {
    for (std::size_t o = 0; o < graph.outputs.size(); ++o) {
        auto const& rule = graph.rules[graph.outputs[o]];
        if (rule.owner == checked::no_id) continue;
        for (eval::row_number r = 0; r < of.size(rule.owner); ++r) {
            if (!of.stands(rule.owner, r)) continue;
            auto const got = of.result(o, r);
            auto text = std::to_string(static_cast<unsigned>(got.is));
            if (auto const* one = std::get_if<checked::scalar_value>(&got.value); got.is == eval::state::value && one != nullptr)
                text += rule.type_of.kind == checked::scalar::link ? std::string(" row") : " " + graph.to_string(*one, rule.type_of);
            into[graph.full_name(rule) + " " + of.key_of(rule.owner, r)] = text;
        }
    }
}

using written = std::map<std::string, std::string>;

class sessions : public ::testing::Test {
protected:
    sessions()
        : tree_({root() + "/rules", root() + "/plans", root() + "/tests/caseload/ny"}),
          plan_(tree_.plan_in(root() + "/plans/ny/westchester.yaml")), graph_(*plan_->programme), program_(program::lower(graph_)),
          base_(bind::bind(program_, plan_->plan, {}, {})),
          rows_(cases::read_caseload(root() + "/tests/caseload/ny", graph_, tree_)->data), given_(eval::to_host_tables(base_, rows_, {})) {}

    static std::string root() { return CAREFARE_SOURCE_DIR; }

    [[nodiscard]] checked::slot_id share() const { return *graph_.find_slot(checked::slot_kind::option, "family_share_percent"); }

    /// The plan's own entries with another percent.
    [[nodiscard]] bind::binding with_percent(std::int64_t percent) const {
        auto entries = plan_->plan.answers.at(share());
        for (auto& one : entries) one.payload = checked::constant_value{checked::scalar_value{rational::fraction(percent, 100)}};
        bind::replaced_values with;
        with.options[share()] = std::move(entries);
        return bind::bind(program_, plan_->plan, with, {});
    }

    [[nodiscard]] written whole(bind::binding const& with) const {
        eval::evaluation const all(with, given_);
        written made;
        write(all.run(0, all.partitions()), graph_, made);
        return made;
    }

    cases::workspace tree_;
    cases::workspace::loaded_plan const* plan_;
    checked::rule_graph const& graph_;
    program::program program_;
    bind::binding base_;
    reference::dataset rows_;
    eval::host_tables given_;
};

}  // namespace

TEST_F(sessions, give_what_a_whole_evaluation_gives) {
    std::set<written> different;
    for (unsigned const threads : {1U, 2U}) {
        for (std::size_t const rows : {std::size_t{1}, std::size_t{64}, std::size_t{4096}}) {
            eval::session many(base_, given_, {share()}, threads, rows);
            auto const cost = many.recomputed();
            EXPECT_GT(cost.again, 0U);
            EXPECT_LT(cost.again * 5, cost.instructions);
            for (std::int64_t const percent : {10, 27, 35, 20}) {
                auto const scenario = with_percent(percent);
                written got;
                std::mutex guards;
                many.run(scenario, [&](std::size_t, eval::block const& one) {
                    std::lock_guard const lock(guards);
                    write(one, graph_, got);
                });
                EXPECT_EQ(got, whole(scenario)) << percent << "%, " << threads << " threads, blocks of " << rows;
                different.insert(got);
            }
        }
    }
    EXPECT_GT(different.size(), 1U);
}

TEST_F(sessions, refuse_what_they_were_not_made_for) {
    eval::session many(base_, given_, {}, 1);
    auto const use = [](std::size_t, eval::block const&) {};
    EXPECT_THROW(many.run(with_percent(11), use), std::invalid_argument);
    auto const other = program::lower(graph_);
    auto const of_other = bind::bind(other, plan_->plan, {}, {});
    EXPECT_THROW(many.run(of_other, use), std::invalid_argument);
    EXPECT_NO_THROW(many.run(base_, use));
}

}  // namespace carefare

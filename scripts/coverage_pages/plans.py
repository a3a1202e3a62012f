"""The plans: answers by state, the questions of the forms that were read, options that no rule reads."""

import dataclasses
from pathlib import Path

from . import law as files

ON_RECORD = "on_record."
PROGRAMME = "ny/ccap"


def page(root: Path, law: files.Law, findings: list[str]) -> list[str]:
    return [*by_state(law), *questions(root, law, findings), *unread(law, findings)]


def by_state(law: files.Law) -> list[str]:
    total = len(law.options) + len(law.hooks)
    lines = ["## Plans", "",
             f"Of {total} options and hooks, the answers of each plan by the state of their last entry; what a plan does not name is not stated.", "",
             "| plan | " + " | ".join(files.STATES) + " | not named |", "| --- |" + " ---: |" * (len(files.STATES) + 1)]
    for plan in law.plans:
        if plan.programme != PROGRAMME:
            continue
        last = [states[-1] for states in plan.answers.values()]
        counts = " | ".join(str(last.count(state)) for state in files.STATES)
        lines.append(f"| {plan.name} | {counts} | {total - len(last)} |")
    return [*lines, ""]


def questions(root: Path, law: files.Law, findings: list[str]) -> list[str]:
    lines = ["## Questions of the forms that were read", ""]
    for path in sorted((root / "docs/scope/questions").glob("*.yaml")):
        form = files.load(path)
        plan = next((plan for plan in law.plans if plan.name == form["plan"]), None)
        if plan is None:
            findings.append(f"docs/scope/questions/{path.name}: there is no plan '{form['plan']}'")
            continue
        beside_it = next((one for one in law.plans if one.name == form.get("and")), None)
        if beside_it is not None:
            plan = dataclasses.replace(plan, answers={**plan.answers, **beside_it.answers})
        elif "and" in form:
            findings.append(f"docs/scope/questions/{path.name}: there is no plan '{form['and']}'")
        asked = {name for question in form["questions"] for name in question.get("answers", [])}
        for name in sorted(asked):
            if name not in plan.answers:
                findings.append(f"docs/scope/questions/{path.name}: {plan.name} does not answer '{name}'")
        lines += form_table(form, plan)
        beside = sorted(name for name, states in plan.answers.items() if name not in asked and states[-1] != "not asked")
        if beside:
            lines += [f"Said elsewhere than in this form: {', '.join(f'`{name}`' for name in beside)}.", ""]
    return lines


def form_table(form: dict, plan: files.Plan) -> list[str]:
    open_ones = [question for question in form["questions"] if not question.get("answers")]
    lines = [f"### {plan.name}: {form['form']}", "",
             f"{len(form['questions'])} questions, {len(form['questions']) - len(open_ones)} answered in one of the states.", "",
             "| question | text | answers |", "| --- | --- | --- |"]
    for question in form["questions"]:
        told = ", ".join(f"`{name}`: {' / '.join(dict.fromkeys(plan.answers.get(name, ['?'])))}" for name in question.get("answers", []))
        lines.append(f"| {question['question']} | {question['lines']} | {told or '**no answer yet**'} |")
    return [*lines, ""]


def unread(law: files.Law, findings: list[str]) -> list[str]:
    """An option is on record if no rule reads it, and only then."""
    read = {name for name in law.options if name in law.read_options or any(name == other or name.startswith(other + ".") for other in law.read_options)}
    recorded = {name for name in law.options if name.startswith(ON_RECORD)}
    findings += [f"the option '{name}' is on record, and a rule reads it" for name in sorted(read & recorded)]
    not_yet = sorted(law.options.keys() - read - recorded)
    lines = ["## Answers that no rule reads", "", f"{len(recorded)} options stand on record only (`{ON_RECORD}*`): administration, integrity, inspections, forms."]
    if not_yet:
        lines += ["", "No rule reads these yet: " + ", ".join(f"`{name}`" for name in not_yet) + "."]
    return lines

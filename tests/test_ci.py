"""Where people run it: the GitHub Action, the GitLab job and the pre-commit hooks, in scratch repositories.

Their scripts are run as the services run them, with the variables that the services set. What only a service can do
(checking out, uploading) is not run.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from gate_articles import ALPHA, BETA, DRAFT, git, lay

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).resolve().parent.parent
ACTION = ROOT / "action.yml"
WORKFLOW = ROOT / ".github" / "workflows" / "factcheck.yml"
GITLAB = ROOT / ".gitlab" / "factcheck.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"

_EXPRESSION = re.compile(r"\$\{\{\s*(?P<name>[\w.-]+)\s*\}\}")


class Done(NamedTuple):
    """How an action or a job ended. ``outputs``: what it set; ``summary``: what it wrote for the page of the run."""

    code: int
    out: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """A program ``factcheck`` that is this checkout."""
    file = tmp_path / "bin" / "factcheck"
    file.parent.mkdir()
    file.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m checker "$@"\n',
        encoding="utf-8",
    )
    file.chmod(0o755)
    return file


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A scratch repository with two articles that disagree, and an older revision ``before`` in which they agree."""
    folder = tmp_path / "repository"
    lay(folder / "articles", alpha_txt=ALPHA.replace("42 km", "36 km"), beta_txt=BETA)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "before")
    git(folder, "tag", "before")
    lay(folder / "articles", alpha_txt=ALPHA)
    git(folder, "commit", "-q", "-a", "-m", "after")
    return folder


def evaluated(text: str, values: Mapping[str, str]) -> str:
    """*text* with its expressions replaced, as the runner does."""
    return _EXPRESSION.sub(lambda found: values[found["name"]], text)


def act(repository: Path, **inputs: str) -> Done:
    """The action run on *repository* by a runner of our own: each step a script of bash with the variables it is given."""
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    temp = repository.parent / "runner"
    temp.mkdir(exist_ok=True)
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    values = {f"inputs.{name}": given.pop(name, one["default"]) for name, one in action["inputs"].items()}
    assert not given, "an input that the action does not have"
    out, code = "", 0
    summary = temp / "summary.md"
    for step in action["runs"]["steps"]:
        (temp / "output").write_text("", encoding="utf-8")
        script = temp / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        variables = {name: evaluated(value, values) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=repository / evaluated(step.get("working-directory", "."), values),
            env={
                "PATH": os.environ["PATH"], "HOME": str(temp), "LANG": "C.UTF-8", "CI": "true", "GITHUB_ACTIONS": "true",
                "GITHUB_WORKSPACE": str(repository), "GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(temp),
                "GITHUB_OUTPUT": str(temp / "output"), "GITHUB_STEP_SUMMARY": str(summary),
                **{name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}, **variables,
            },
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip
        out += done.stdout
        code = done.returncode
        values |= {f"steps.{step['id']}.outputs.{name}": value for name, value in outputs_in(temp / "output")}
        if code:
            break
    found = {
        name: values[key] for name, one in action["outputs"].items()
        if (key := one["value"].strip("${} ")) in values
    }  # fmt: skip
    return Done(code, out, found, summary.read_text(encoding="utf-8") if summary.exists() else "")


def outputs_in(file: Path) -> Iterator[tuple[str, str]]:
    """Name and value of each line that a step wrote to its outputs."""
    for line in file.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        assert equals, f"no output: {line!r}"
        yield name, value


def scripts(tree: Any) -> Iterator[str]:
    """Every script of a workflow, an action or a job."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in ("run", "script", "before_script"):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from scripts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from scripts(value)


# ── the GitHub Action ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_action_fails_on_findings_annotates_them_and_hands_on_its_reports(repository: Path, command: Path) -> None:
    done = act(repository, paths="articles", command=str(command))

    assert done.code == 1
    assert re.search(r"^::error file=articles/beta\.txt,line=5,.*title=FC201 value-conflict::", done.out, re.MULTILINE)
    assert done.outputs["exit-code"] == "1"
    assert (done.outputs["errors"], done.outputs["warnings"]) == ("1", "0")
    assert json.loads(Path(done.outputs["json"]).read_text(encoding="utf-8"))["discrepancies"]
    assert json.loads(Path(done.outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path(done.outputs["html"]).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "value-conflict" in done.summary


def test_the_action_passes_where_nothing_is_found_and_where_nothing_shall_fail(repository: Path, command: Path) -> None:
    lenient = act(repository, paths="articles", fail_on="never", command=str(command))
    lay(repository / "articles", alpha_txt=ALPHA.replace("42 km", "36 km"))

    clean = act(repository, paths="articles", command=str(command))

    assert (lenient.code, lenient.outputs["errors"]) == (0, "1")
    assert (clean.code, clean.outputs["errors"]) == (0, "0")


@pytest.mark.parametrize(
    ("inputs", "told"),
    [({"paths": "absent"}, "absent"), ({"fail_on": "always"}, "always"), ({"arguments": "--no-such-flag"}, "--no-such-flag")],
)  # fmt: skip
def test_wrong_inputs_end_with_2_and_no_report(
    repository: Path, command: Path, inputs: dict[str, str], told: str
) -> None:
    done = act(repository, command=str(command), **inputs)

    assert done.code == 2
    assert done.outputs["exit-code"] == "2"
    assert "json" not in done.outputs
    assert told in done.out


def test_an_earlier_report_is_never_handed_on(repository: Path, command: Path) -> None:
    act(repository, paths="articles", command=str(command))

    done = act(repository, paths="absent", command=str(command))

    assert "json" not in done.outputs


def test_a_draft_is_checked_against_the_paths(repository: Path, command: Path) -> None:
    lay(repository, draft_md=DRAFT)

    done = act(repository, paths="articles", draft="draft.md", command=str(command))

    assert done.code == 1
    assert "17 kayaks" in done.out
    assert "found nowhere" in done.out
    assert re.search(r"^::error file=draft\.md,", done.out, re.MULTILINE)


def test_the_settings_the_baseline_and_the_revision_reach_the_command(repository: Path, command: Path) -> None:
    subprocess.run([command, "baseline", "write", "articles", "-q"], cwd=repository, check=True)
    (repository / "own.toml").write_text('fail-on = "info"\n', encoding="utf-8")

    accepted = act(repository, paths="articles", baseline="factcheck-baseline.json", command=str(command))
    changed = act(repository, paths="articles", diff_base="before", config="own.toml", command=str(command))

    assert accepted.code == 0
    assert re.search(r"^::error file=articles/alpha\.txt,", changed.out, re.MULTILINE)
    assert "of severity info or worse" in changed.out


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize(
    "nasty",
    ["$(touch owned)", "`touch owned`", "'; touch owned; '", '"; touch owned; "', "${{ inputs.paths }}", "-rf", "*",
     "a b.txt", "a=b\tc", "\\", "€ é"],
)  # fmt: skip
def test_an_input_is_data_whatever_it_holds(repository: Path, tmp_path: Path, nasty: str, draft: bool) -> None:
    told = tmp_path / "told"
    recorder = tmp_path / "recorder"
    recorder.write_text(f"#!/bin/sh\nprintf '%s\\0' \"$@\" > {told}\n", encoding="utf-8")
    recorder.chmod(0o755)
    before = {path.name for path in repository.iterdir()}
    inputs = dict.fromkeys(("paths", "baseline", "config", "diff_base", "fail_on", "arguments"), nasty)

    done = act(repository, command=str(recorder), draft=nasty if draft else "", **inputs)

    arguments = told.read_bytes().decode().split("\0")[:-1]
    flags = [f"--{name}={nasty}" for name in ("fail-on", "config", "baseline", "diff-base")]
    assert done.code == 0
    assert {path.name for path in repository.iterdir()} == before
    assert arguments[1:6] == [nasty, *flags]
    assert arguments[-1] == nasty
    assert arguments[-2] == "--"
    assert (f"--against={nasty}" in arguments) is draft


def test_a_path_with_blanks_is_one_path(repository: Path, command: Path) -> None:
    lay(repository / "two words", alpha_txt=ALPHA, beta_txt=BETA)

    done = act(repository, paths="two words\n", command=str(command))

    assert done.outputs["errors"] == "1"


def test_the_log_of_the_articles_cannot_give_commands_to_the_runner(repository: Path, command: Path) -> None:
    hostile = ALPHA.replace("Storm leaves", "::add-mask::x\n\n::error::Storm leaves")
    lay(repository / "articles", alpha_txt=hostile)

    done = act(repository, paths="articles", command=str(command))

    stopped = re.search(r"^::stop-commands::([0-9a-f]{32})$", done.out, re.MULTILINE)
    assert stopped
    quiet, _, after = done.out[stopped.end() :].partition(f"\n::{stopped[1]}::\n")
    assert "42 km" in quiet
    assert [line.partition(" ")[0] for line in after.splitlines() if line.startswith("::")] == ["::error"]


def test_the_action_works_in_a_folder_of_the_repository(repository: Path, command: Path) -> None:
    done = act(repository, working_directory="articles", paths="alpha.txt\nbeta.txt", command=str(command))

    assert done.code == 1
    assert "::error file=articles/beta.txt," in done.out


def test_a_python_that_is_too_old_is_refused_before_anything_is_installed(repository: Path, tmp_path: Path) -> None:
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)

    done = act(repository, python=str(old))

    assert done.code == 2
    assert "needs Python 3.11 or later" in done.out
    assert not (repository.parent / "runner" / "factcheck-environment").exists()


def test_the_action_installs_itself(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What constraints.txt lists is here already, so that pip finds it installed and fetches nothing.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path.endswith("site-packages")))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    missing = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "--require-hashes", "-q", "-r", str(ROOT / "constraints.txt")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if missing.returncode:
        pytest.skip(f"this environment lacks what constraints.txt lists: {missing.stderr.strip().splitlines()[-1]}")

    done = act(repository, paths="articles", python=sys.executable)

    assert done.code == 1, done.out
    assert done.outputs["errors"] == "1"
    assert (repository.parent / "runner" / "factcheck-environment" / "bin" / "factcheck").exists()


@pytest.mark.parametrize("file", [ACTION, WORKFLOW, GITLAB], ids=lambda file: file.name)
def test_no_script_has_an_expression_pasted_into_it(file: Path) -> None:
    found = [script for tree in yaml.safe_load_all(file.read_text(encoding="utf-8")) for script in scripts(tree)]

    assert all("${{" not in script and "$[[" not in script for script in found)
    assert found or file == WORKFLOW


def test_the_workflow_gives_the_action_inputs_that_it_has_and_asks_for_few_rights() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))

    (job,) = workflow["jobs"].values()
    steps = {step.get("id", step["uses"]): step for step in job["steps"]}
    used = set(re.findall(r"steps\.figures\.outputs\.([\w-]+)", WORKFLOW.read_text(encoding="utf-8")))

    assert workflow["permissions"] == {"contents": "read"}
    assert steps["figures"]["uses"] == "./.factcheck-action"
    assert set(steps["figures"]["with"]) <= set(action["inputs"])
    assert used
    assert used <= set(action["outputs"])


def holds(condition: str, values: Mapping[str, str], *, failed: bool) -> bool:
    """Whether a step is taken; as the runner does, none after one that failed unless it asks for that."""
    terms = [term.strip() for term in condition.removeprefix("${{").removesuffix("}}").split("&&") if term.strip()]
    if failed and "!cancelled()" not in terms:
        return False
    for term in terms:
        name, unequal, empty = term.partition(" != ")
        assert term == "!cancelled()" or not unequal or empty == "''", f"a term that this runner does not know: {term}"
        if term != "!cancelled()" and values[name] in ("", "false"):
            return False
    return True


def flow(repository: Path, command: Path, base: str, **inputs: str) -> tuple[Done, dict[str, list[Path]]]:
    """The workflow run on *repository* as for a pull request onto *base*; what it hands on, by the action that takes it."""
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    asked = workflow[True]["workflow_call"]["inputs"]  # YAML reads the key `on` so
    told = {name: str(one.get("default", "")).lower() if one["type"] == "boolean" else one.get("default", "") for name, one in asked.items()}  # fmt: skip
    told |= {"factcheck": "OWNER/FACTCHECK", "revision": "main"} | {k.replace("_", "-"): v for k, v in inputs.items()}
    values = {f"inputs.{name}": value for name, value in told.items()}
    values["github.event.pull_request.base.sha"] = base
    workspace = repository.parent / "workspace"
    done, taken = None, dict[str, list[Path]]()
    (job,) = workflow["jobs"].values()
    for step in job["steps"]:
        failed = done is not None and done.code != 0
        if not holds(step.get("if", ""), values, failed=failed):
            continue
        given = {name: evaluated(str(value), values) for name, value in step.get("with", {}).items()}
        match step["uses"].partition("@")[0]:
            case "actions/checkout" if "repository" not in given:
                depth = given.get("fetch-depth", "1")
                shallow = [] if depth == "0" else [f"--depth={depth}"]
                git(repository.parent, "clone", "-q", *shallow, f"file://{repository}", str(workspace))
            case "actions/checkout":
                assert (given["repository"], given["ref"]) == ("OWNER/FACTCHECK", "main")
                place = workspace / given["path"]
                place.mkdir()
                shutil.copy(ACTION, place)
                shutil.copytree(ROOT / "sources", place / "sources")
            case "actions/setup-python":
                assert tuple(map(int, given["python-version"].split("."))) >= (3, 11)
            case local if local.startswith("./"):
                assert (workspace / local / "action.yml").is_file(), "what is checked out is what is used"
                done = act(workspace, command=str(command), **given)
                values |= dict.fromkeys(
                    (f"steps.{step['id']}.outputs.{name}" for name in ("sarif", "html", "json")), ""
                )
                values |= {f"steps.{step['id']}.outputs.{name}": value for name, value in done.outputs.items()}
            case uploaded:
                taken[uploaded] = [Path(line) for line in (given.get("sarif_file") or given["path"]).split()]
    assert done is not None
    return done, taken


def test_the_workflow_puts_findings_on_the_changed_line_and_hands_on_its_reports(
    repository: Path, command: Path
) -> None:
    base = subprocess.check_output(["git", "rev-parse", "before"], cwd=repository, text=True).strip()

    done, taken = flow(repository, command, base, code_scanning="true")

    (sarif,), (page, document) = taken["github/codeql-action/upload-sarif"], taken["actions/upload-artifact"]
    assert done.code == 1, done.out
    assert re.search(r"^::error file=articles/alpha\.txt,", done.out, re.MULTILINE)
    assert json.loads(sarif.read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    read = {one["path"] for one in json.loads(document.read_text(encoding="utf-8"))["sources"]}
    assert read == {"articles/alpha.txt", "articles/beta.txt"}, "what the action itself holds is not read"


def test_the_workflow_hands_its_inputs_on_and_nothing_where_there_is_no_report(repository: Path, command: Path) -> None:
    lenient, taken = flow(repository, command, "", paths="articles", fail_on="never")
    shutil.rmtree(repository.parent / "workspace")
    broken, nothing = flow(repository, command, "", paths="absent", code_scanning="true")

    assert lenient.code == 0
    assert list(taken) == ["actions/upload-artifact"]
    assert broken.code == 2
    assert nothing == {}


# ── the GitLab job ───────────────────────────────────────────────────────────────────────────────────────────────


def job(repository: Path, command: Path | None, **variables: str) -> subprocess.CompletedProcess[str]:
    """The job's scripts, as the runner joins them for the shell of an image."""
    (found,) = yaml.safe_load(GITLAB.read_text(encoding="utf-8")).values()
    script = "\n".join(["set -eo pipefail" if command else "set -e", *found["before_script"], *found["script"]])
    path = f"{command.parent}:{os.environ['PATH']}" if command else "/usr/bin:/bin"
    return subprocess.run(
        ["bash" if command else "sh", "-c", script], cwd=repository, check=False, timeout=300, capture_output=True, text=True,
        env={"PATH": path, "HOME": str(repository.parent), "LANG": "C.UTF-8", **found["variables"], **variables},
    )  # fmt: skip


def test_the_gitlab_job_fails_on_findings_and_leaves_what_it_promises(repository: Path, command: Path) -> None:
    (found,) = yaml.safe_load(GITLAB.read_text(encoding="utf-8")).values()

    done = job(repository, command, FACTCHECK_PATHS="articles")

    promised = [*found["artifacts"]["paths"], *found["artifacts"]["reports"].values()]
    assert done.returncode == 1, done.stderr
    assert all((repository / name).stat().st_size for name in promised)
    reports = {name: repository / place for name, place in found["artifacts"]["reports"].items()}
    quality = json.loads(reports["codequality"].read_text(encoding="utf-8"))
    assert [one["location"]["path"] for one in quality] == ["articles/beta.txt"]
    assert "<testsuites" in reports["junit"].read_text(encoding="utf-8")[:200]
    assert found["artifacts"]["when"] == "always", "findings fail the job, and are what its reports are for"


def test_the_gitlab_job_accepts_what_its_baseline_holds(repository: Path, command: Path) -> None:
    subprocess.run(
        [command, "baseline", "write", "articles", "-q", "--baseline=known.json"], cwd=repository, check=True
    )

    done = job(repository, command, FACTCHECK_PATHS="articles", FACTCHECK_BASELINE="known.json")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_gitlab_job_takes_its_variables_as_data(repository: Path, command: Path, shell: str) -> None:
    lay(repository / "two words", alpha_txt=ALPHA, beta_txt=BETA)
    (found,) = yaml.safe_load(GITLAB.read_text(encoding="utf-8")).values()
    variables = {"FACTCHECK_PATHS": "two words\n*", "FACTCHECK_ARGUMENTS": "--select=FC201\n--ignore=FC1", "FACTCHECK_FAIL_ON": "never"}  # fmt: skip

    done = subprocess.run(
        [shell, "-ec", "\n".join(found["script"])], cwd=repository, check=False, timeout=300, capture_output=True, text=True,
        env={"PATH": f"{command.parent}:{os.environ['PATH']}", "LANG": "C.UTF-8", **found["variables"], **variables},
    )  # fmt: skip

    assert done.returncode == 2
    assert "* does not exist" in done.stderr or "*:" in done.stderr


def test_the_gitlab_job_compares_with_the_base_of_a_merge_request(repository: Path, command: Path) -> None:
    done = job(repository, command, FACTCHECK_PATHS="articles", CI_MERGE_REQUEST_DIFF_BASE_SHA="before")
    gone = job(repository, command, FACTCHECK_PATHS="articles", CI_MERGE_REQUEST_DIFF_BASE_SHA="0" * 40)

    assert "42 km" in done.stdout
    assert "changed" in done.stdout
    assert gone.returncode == 1


def test_the_gitlab_job_installs_nothing_by_a_bare_name(repository: Path) -> None:
    done = job(repository, None)

    assert done.returncode == 2
    assert "expected what pip shall install" in done.stderr


# ── pre-commit ───────────────────────────────────────────────────────────────────────────────────────────────────


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}


def test_each_hook_is_a_command_of_ours_and_starts_on_every_format_that_is_read(command: Path) -> None:
    from checker.ingest.walk import READABLE

    for hook in hooks().values():
        program, *words = hook["entry"].split()
        helped = subprocess.run([command, *words, "--help"], capture_output=True, text=True, check=False)
        pattern = re.compile(hook["files"])

        assert program == "factcheck"
        assert helped.returncode == 0, helped.stderr
        assert (
            hook["id"] == "factcheck-draft" or [suffix for suffix in READABLE if not pattern.search(f"a{suffix}")] == []
        )
        assert not pattern.search("code.py")
        # Findings across articles need all of them; a hook that gets the files of a commit is run on some at a time.
        assert hook.get("pass_filenames", True) is (hook["id"] == "factcheck-draft")
        assert hook["require_serial"]
        assert hook["additional_dependencies"] == [".[all]"], "what reads the formats that it starts on"


@pytest.mark.parametrize("name", ["factcheck", "factcheck-draft", "factcheck-baseline"])
def test_a_hook_run_by_hand_stops_a_commit_that_has_findings(repository: Path, command: Path, name: str) -> None:
    hook = hooks()[name]
    lay(repository, draft_md=DRAFT)
    arguments = {"factcheck": ["articles"], "factcheck-draft": ["--against=articles", "--", "draft.md"], "factcheck-baseline": ["articles"]}[name]  # fmt: skip
    if name == "factcheck-baseline":
        subprocess.run([command, "baseline", "write", "articles", "-q"], cwd=repository, check=True)
        lay(repository / "articles", alpha_txt=ALPHA.replace("42 km", "36 km"))

    done = subprocess.run(
        [command, *hook["entry"].split()[1:], *arguments], cwd=repository, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1, done.stderr
    assert "36 km" in done.stdout


@pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")
def test_pre_commit_runs_the_hooks_on_a_commit(repository: Path, command: Path, tmp_path: Path) -> None:
    """As local hooks of this environment: what pre-commit would install is here already."""
    local = []
    for hook in hooks().values():
        hook = {key: value for key, value in hook.items() if key != "additional_dependencies"} | {"language": "system"}
        hook["entry"] = hook["entry"].replace("factcheck", str(command), 1)
        hook["args"] = ["--against=articles", "--"] if hook["id"] == "factcheck-draft" else ["articles"]
        local.append(hook)
    subprocess.run([command, "baseline", "write", "articles", "-q"], cwd=repository, check=True)
    lay(repository, draft_md=DRAFT)
    (repository / ".pre-commit-config.yaml").write_text(
        yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}), encoding="utf-8"
    )
    git(repository, "add", ".")

    checked = subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS)], check=False)
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--color=never"], cwd=repository, capture_output=True, text=True,
        check=False, env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
    )  # fmt: skip

    lines = {name: re.search(rf"^{name}\.+(\w+)$", done.stdout, re.MULTILINE) for name in (h["name"] for h in local)}
    assert checked.returncode == 0
    assert {name: found and found[1] for name, found in lines.items()} == {
        "factcheck": "Failed", "factcheck a draft against its sources": "Failed", "factcheck baseline": "Passed",
    }, done.stdout  # fmt: skip
    assert "17 kayaks" in done.stdout

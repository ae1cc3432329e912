"""What can be said on the command line: plain argparse, so that --help needs no database."""

import argparse
from datetime import date
from pathlib import Path
from typing import TypeAlias

EXIT_CODES = """\
退出码 exit codes: 0 正常 fine; 1 查出问题或无可用内容 a breach was found, or nothing usable;
2 用法或输入有误 wrong usage or unusable input"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `command` names the module that runs it."""
    top = argparse.ArgumentParser(
        prog="taizhang",
        description="台账：督查督办闭环管理 (a closed-loop ledger for public work)",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_up, _simulate, _read, _check, _clock, _worker, _pack, _migrate):
        add(commands)
    return top


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: Commands, name: str, what: str, example: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=what,
        description=what,
        epilog=f"例 example:\n  {example}\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _data(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="数据目录 data folder (default: $TAIZHANG_DATA or ./data)",
    )


def _up(commands: Commands) -> None:
    command = _command(
        commands,
        "up",
        "建库、读入来文、启动台账 (make the data folder, read documents, serve the ledger)",
        "taizhang up 责任分工方案.docx --data ./our-data --port 8080",
    )
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="要读入的来文 documents to read"
    )
    command.add_argument(
        "--pack", type=Path, metavar="DIR", help="制度包 pack of the district (default: demo)"
    )
    _data(command)
    command.add_argument(
        "--host", default="127.0.0.1", help="监听地址 address (default: 127.0.0.1)"
    )
    command.add_argument(
        "--port", type=int, default=8000, help="端口 port (default: 8000; 0 随机 any free one)"
    )
    command.add_argument(
        "--empty", action="store_true", help="不读入示例来文 do not read the samples"
    )
    command.add_argument(
        "--demo",
        action="store_true",
        help="新建时先演练三个月，每个页面都有内容可看 start a new folder on three lived months",
    )


def _simulate(commands: Commands) -> None:
    command = _command(
        commands,
        "simulate",
        "演练：按规则过完一个区的若干月 (live the months of an invented district, by the rules)",
        "taizhang simulate --data ./drill --months 3 --seed 1 --until 2026-06-30",
    )
    _data(command)
    command.add_argument(
        "--months", type=int, default=3, metavar="N", help="过多少个月 (default: 3)"
    )
    command.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="S",
        help="种子相同、截止日期相同，结果相同 same seed and date, same record (default: 1)",
    )
    command.add_argument(
        "--items", type=int, metavar="N", help="事项数 (default: 170 a month; any size)"
    )
    command.add_argument(
        "--until", type=_day, metavar="DATE", help="过到哪一天 last day (default: today)"
    )
    command.add_argument(
        "--pack", type=Path, metavar="DIR", help="制度包 pack of the district (default: demo)"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}”不是日期，请写成 2026-06-30 的样子 (write a day like 2026-06-30)"
        ) from None


def _read(commands: Commands) -> None:
    command = _command(
        commands,
        "read",
        "读来文，列出行动要求 (read documents and list what they require; needs no database)",
        "taizhang read 会议纪要.docx 报纸版面.txt --jsonl > found.jsonl",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument(
        "--jsonl", action="store_true", help="每篇一行 JSON one line of JSON an article"
    )
    command.add_argument(
        "--pack", type=Path, metavar="DIR", help="按此制度包认单位 know the units of this pack"
    )


def _check(commands: Commands) -> None:
    command = _command(
        commands,
        "check",
        "核验全库存证 (prove the invariants over the database; print the record's digest)",
        "taizhang check --data ./data",
    )
    _data(command)


def _clock(commands: Commands) -> None:
    command = _command(
        commands,
        "clock",
        "一件事项的计时明细 (whose every minute of an item was, how its deadline comes about)",
        "taizhang clock 清督〔2026〕12号 --data ./data",
    )
    command.add_argument("item", metavar="ITEM", help="编号、查询码或标识 number, code or id")
    _data(command)
    command.add_argument("--json", action="store_true", help="输出 JSON print JSON")


def _worker(commands: Commands) -> None:
    command = _command(
        commands,
        "worker",
        "处理到期事项 (act on moments that have passed; run as many as wanted)",
        "taizhang worker --data ./data",
    )
    _data(command)
    command.add_argument(
        "--every", type=float, default=60, metavar="SECONDS", help="间隔 (default: 60)"
    )
    command.add_argument(
        "--parent", type=int, metavar="PID", help="此进程结束即结束 end when this process has ended"
    )


def _pack(commands: Commands) -> None:
    command = _command(
        commands,
        "pack",
        "核对制度包 (check a pack: file, line and field of every mistake)",
        "taizhang pack check ./our-pack",
    )
    command.add_argument("task", choices=["check"])
    command.add_argument("folder", type=Path, metavar="DIR")


def _migrate(commands: Commands) -> None:
    command = _command(
        commands,
        "migrate",
        "建表或升级数据库 (bring the database up to date; `up` does it by itself)",
        "TAIZHANG_DATABASE_URL=postgresql:///taizhang taizhang migrate",
    )
    _data(command)

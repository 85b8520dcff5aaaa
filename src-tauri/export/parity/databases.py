"""Databases that run the SQL of bundles, each with the facts of one bundle alone."""

import csv
import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from bundle import compared, key, statements, with_number

COLUMNS = "partner, period_from, period_until, incentive, account, state, amount"


class Absent(Exception):
    """An engine that is not here, and why."""


class Database:
    """What every database is asked."""

    few = False

    def tasks(self, bundles):
        """For each bundle its own script on its own facts, on other facts, and with a number changed."""
        for bundle in bundles:
            script = bundle.script("payout", self.slug)
            yield "own", bundle, bundle, script
            if foreign := bundle.foreign():
                yield "foreign", bundle, foreign, script
            for what, before, after, _, _ in bundle.changes():
                yield what, bundle, bundle, with_number(script, before, after)

    def answers(self, bundles):
        """Each task with how many payouts were compared, and which differ."""
        for task, bundle, facts, script in self.tasks(bundles):
            try:
                found = self.payouts(facts, script)
            except Exception as error:
                found = error
            yield task, bundle, *compared(facts.payouts(bundle.rules(self.target, "exact")), found)

    def close(self):
        pass


class DuckDb(Database):
    target, slug = "DuckDB", "duckdb"

    def __init__(self):
        try:
            import duckdb
        except ImportError as error:
            raise Absent(f"its Python package is not there ({error})") from error
        self.duckdb = duckdb
        self.version = duckdb.__version__

    def payouts(self, facts, script):
        connection = self.duckdb.connect()
        connection.execute(facts.script("tables", self.slug))
        os.chdir(facts.folder)
        connection.execute(facts.script("load", self.slug))
        connection.execute(script)
        rows = connection.execute(f"SELECT {COLUMNS} FROM payout").fetchall()
        connection.close()
        return {key(*row[:6]): row[6] for row in rows}


class Sqlite(Database):
    """The SQLite of Python, which is another build than the one that proves an export."""

    target, slug = "SQLite", "sqlite"

    def __init__(self):
        self.version = sqlite3.sqlite_version

    def payouts(self, facts, script):
        connection = sqlite3.connect(":memory:")
        connection.executescript(facts.script("tables", self.slug))
        # The load script is one of the command line, whose `.import` reads a file; this does the same.
        for path in sorted((facts.folder / "internal/facts").glob("*.csv")):
            with open(path, encoding="utf-8", newline="") as file:
                rows = csv.reader(file)
                places = ", ".join("?" * len(next(rows)))
                table = path.stem.removeprefix(facts.mark)
                filled = ([cell or None for cell in row] for row in rows)
                connection.executemany(f"INSERT INTO {table} VALUES ({places})", filled)
        connection.executescript(script)
        rows = connection.execute(f"SELECT {COLUMNS} FROM payout").fetchall()
        connection.close()
        return {key(*row[:6]): row[6] for row in rows}


class PostgreSql(Database):
    target, slug = "PostgreSQL", "postgresql"

    def __init__(self):
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        initdb = str(found[-1]) if found else shutil.which("initdb")
        if not initdb or not shutil.which("psql"):
            raise Absent("initdb or psql is not there (Debian: postgresql)")
        self.bin = Path(initdb).parent
        self.folder = Path(tempfile.mkdtemp(prefix="tierwright-parity-"))
        # The server refuses to run as root.
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.as_user:
            shutil.chown(self.folder, "postgres")
        self.run(initdb, "-D", self.folder / "data", "-U", "parity", "--auth=trust", "-E", "UTF8",
                 "--locale=C.UTF-8")
        options = f"-k {self.folder} -h '' -F"
        self.run(self.bin / "pg_ctl", "-D", self.folder / "data", "-o", options, "-w", "-l",
                 self.folder / "log", "start")
        self.version = self.psql("SHOW server_version").split()[0]

    def run(self, *words):
        # The server inherits what it is started with: a pipe would be held open by it.
        log = self.folder / "start"
        with open(log, "w") as out:
            done = subprocess.run([*self.as_user, *map(str, words)], stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise Absent(f"{words[0]} ended with {log.read_text()[-300:].strip()}")

    def psql(self, script):
        command = ["psql", "-h", self.folder, "-U", "parity", "-d", "postgres", "-X", "-q", "-A", "-t",
                   "-F", "\x1f", "-R", "\x1e", "-v", "ON_ERROR_STOP=1", "-f", "-"]
        done = subprocess.run(list(map(str, command)), input=script, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip()[-600:])
        return done.stdout

    def payouts(self, facts, script):
        steps = ["SET client_min_messages = error; DROP SCHEMA IF EXISTS parity CASCADE; CREATE SCHEMA parity;",
                 "SET search_path = pg_temp, parity;",
                 facts.script("tables", self.slug).replace("CREATE TABLE ", "CREATE TABLE parity."),
                 facts.script("load", self.slug), script, f"SELECT {COLUMNS} FROM payout;"]
        os.chdir(facts.folder)
        rows = [row.split("\x1f") for row in self.psql("\n".join(steps)).strip("\n").split("\x1e")]
        return {key(*row[:6]): int(row[6]) for row in rows if len(row) == 7}

    def close(self):
        self.run(self.bin / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class Spark(Database):
    target, slug = "Spark SQL", "spark"
    # It plans for seconds where the others answer in milliseconds, so the small programs are left out.
    few = True

    def __init__(self):
        try:
            import pyspark
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise Absent(f"its Python package is not there ({error})") from error
        if not shutil.which("java"):
            raise Absent("Java is not there (Debian: openjdk-17-jre-headless)")
        self.version = pyspark.__version__
        self.folder = Path(tempfile.mkdtemp(prefix="tierwright-parity-"))
        # Small programs are done before code for a whole stage is compiled.
        settings = {
            "spark.driver.memory": "2g", "spark.sql.ansi.enabled": "true",
            "spark.sql.shuffle.partitions": "2", "spark.sql.codegen.wholeStage": "false",
            "spark.sql.warehouse.dir": str(self.folder), "spark.local.dir": str(self.folder),
            "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
        }
        builder = SparkSession.builder.master("local[2]").appName("parity")
        self.session = builder.config(map=settings).getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")

    def payouts(self, facts, script):
        return {key(*row[:6]): row[6] for row in self.rows(facts, script)}

    def rows(self, facts, script):
        """The rows of the payouts, one after the other."""
        # The session does not stand in the folder of the bundle.
        for statement in statements(facts.script("load", self.slug)):
            self.session.sql(statement.replace("(path '", f"(path '{facts.folder}/"))
        self.session.sql("CREATE DATABASE steps")
        try:
            self.session.sql("USE steps")
            for statement in statements(script):
                self.session.sql(statement)
            yield from self.session.sql(f"SELECT {COLUMNS} FROM payout").toLocalIterator()
        finally:
            self.session.sql("USE default")
            self.session.sql("DROP DATABASE steps CASCADE")

    def close(self):
        self.session.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

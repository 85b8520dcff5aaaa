"""Databases that run the SQL of bundles, each with a bundle's facts alone."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bundle import key, statements

COLUMNS = "partner, period_from, period_until, incentive, account, state, amount"


class Absent(Exception):
    """An engine that is not here, and why."""


class DuckDb:
    target, slug = "DuckDB", "duckdb"

    def __init__(self):
        try:
            import duckdb
        except ImportError as error:
            raise Absent(f"its Python package is not there ({error})") from error
        self.duckdb = duckdb
        self.version = duckdb.__version__

    def payouts(self, bundle):
        connection = self.duckdb.connect()
        connection.execute(bundle.script("tables", self.slug))
        os.chdir(bundle.folder)
        connection.execute(bundle.script("load", self.slug))
        connection.execute(bundle.script("payout", self.slug))
        rows = connection.execute(f"SELECT {COLUMNS} FROM payout").fetchall()
        connection.close()
        return {key(*row[:6]): row[6] for row in rows}

    def close(self):
        pass


class PostgreSql:
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
        done = subprocess.run([*self.as_user, *map(str, words)], capture_output=True, text=True)
        if done.returncode != 0:
            raise Absent(f"{words[0]} ended with {done.stderr.strip()[-300:]}")

    def psql(self, script):
        command = ["psql", "-h", self.folder, "-U", "parity", "-d", "postgres", "-X", "-q", "-A", "-t",
                   "-F", "\x1f", "-R", "\x1e", "-v", "ON_ERROR_STOP=1", "-f", "-"]
        done = subprocess.run(list(map(str, command)), input=script, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip()[-600:])
        return done.stdout

    def payouts(self, bundle):
        script = ["SET client_min_messages = error; DROP SCHEMA IF EXISTS parity CASCADE; CREATE SCHEMA parity;",
                  "SET search_path = pg_temp, parity;",
                  bundle.script("tables", self.slug).replace("CREATE TABLE ", "CREATE TABLE parity.")]
        script += [bundle.script("load", self.slug), bundle.script("payout", self.slug), f"SELECT {COLUMNS} FROM payout;"]
        os.chdir(bundle.folder)
        rows = [row.split("\x1f") for row in self.psql("\n".join(script)).strip("\n").split("\x1e")]
        return {key(*row[:6]): int(row[6]) for row in rows if len(row) == 7}

    def close(self):
        self.run(self.bin / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class Spark:
    target, slug = "Spark SQL", "spark"

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
        self.session = (
            SparkSession.builder.master("local[2]").appName("parity")
            .config("spark.sql.ansi.enabled", "true").config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", str(self.folder)).config("spark.ui.enabled", "false")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.ui.showConsoleProgress", "false").getOrCreate()
        )
        self.session.sparkContext.setLogLevel("ERROR")

    def payouts(self, bundle):
        # The session does not stand in the folder of the bundle.
        for statement in statements(bundle.script("load", self.slug)):
            self.session.sql(statement.replace("(path '", f"(path '{bundle.folder}/"))
        self.session.sql("CREATE DATABASE steps")
        self.session.sql("USE steps")
        for statement in statements(bundle.script("payout", self.slug)):
            self.session.sql(statement)
        rows = self.session.sql(f"SELECT {COLUMNS} FROM payout").collect()
        self.session.sql("USE default")
        self.session.sql("DROP DATABASE steps CASCADE")
        return {key(*row[:6]): row[6] for row in rows}

    def close(self):
        self.session.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


ENGINES = [DuckDb, PostgreSql, Spark]
# Spark plans for seconds where the others answer in milliseconds, so it runs the larger programs only:
# the sample and the templates.
FEW = {Spark}

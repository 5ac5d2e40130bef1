// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// DuckDB for bench.py: a line {"sql": …} on standard input, a line {"ms", "rows"} back. The time is that of the
// statement alone, until all rows of its answer are in memory.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [prefix, database, threads] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(prefix + '/')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(database, { threads })).connect();

for await (const line of createInterface({ input: process.stdin })) {
    let answer;
    try {
        const from = process.hrtime.bigint();
        const reader = await connection.runAndReadAll(JSON.parse(line).sql);
        const ms = Number(process.hrtime.bigint() - from) / 1e6;
        answer = { ms, rows: reader.getRows().map((row) => row.map(String).join('|')) };
    } catch (error) {
        answer = { error: String(error) };
    }
    process.stdout.write(JSON.stringify(answer) + '\n');
}

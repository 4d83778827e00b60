"""A generated client asks for what has to be given and for nothing else: TypeScript's compiler says so."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.engines import HOUSE

SAMPLE = """
import type { components, operations } from './openapi';

type Shapes = components['schemas'];
export const client: Shapes['ClientWrite'] = { code: '7Q4MK2H', alias: 'Mas Wahyu' };
// @ts-expect-error a client has an alias
export const nameless: Shapes['ClientWrite'] = { code: '7Q4MK2H' };
export const screening: Shapes['ScreeningWrite'] = {
  client: '', instrument: 'assist', version: '3.1-id-1', on: '2026-11-23', answers: {},
};
// @ts-expect-error an interview has its answers
export const unanswered: Shapes['ScreeningWrite'] = { client: '', instrument: 'assist', version: '1', on: '2026' };
export const referral: Shapes['ReferralWrite'] = { client: '', partner: '', status: 'sent', service: 'assessment' };
// @ts-expect-error no such service
export const wrong: Shapes['ReferralWrite'] = { client: '', partner: '', status: 'sent', service: 'x' };
export const edit: Shapes['VisitEdit'] = { note: null };
// @ts-expect-error a visit has its day
export const dayless: Shapes['VisitEdit'] = { on: null };

type SignIn = operations['sign_in']['requestBody']['content'];
export const office: SignIn['application/x-www-form-urlencoded'] = {
  grant_type: 'password', username: 'a', password: 'b',
};
export const key: operations['create_visit']['parameters']['header'] = { 'Idempotency-Key': 'mine' };
export const list: operations['list_referral']['parameters']['query'] = { status: 'sent', limit: 10 };
// @ts-expect-error screenings have no status
export const none: operations['list_screening']['parameters']['query'] = { status: 'sent' };
export const missing: operations['list_visit']['parameters']['query'] = { missing: 'next_on' };
"""


@pytest.mark.whole
def test_a_typed_client_compiles(tmp_path: Path) -> None:
    tools = HOUSE / "pwa/node_modules/.bin"
    environ = {"PATH": f"{HOUSE / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"}
    (tmp_path / "openapi.d.ts").write_bytes((HOUSE / "pwa/src/core/sync/openapi.d.ts").read_bytes())
    (tmp_path / "sample.ts").write_text(SAMPLE)
    command = [
        str(tools / "tsc"),
        "--noEmit",
        "--strict",
        "--exactOptionalPropertyTypes",
        "--skipLibCheck",
        "sample.ts",
    ]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

/** What a body says, and the forms of an answer. */

import type { Problem } from '../../src/core/types.ts';

export async function textOfBody(body: RequestInit['body'], packed: boolean): Promise<string> {
  const stream = new Response(body ?? '').body;
  if (!stream) return '';
  return new Response(packed ? stream.pipeThrough(new DecompressionStream('gzip')) : stream).text();
}

export const said = (body: unknown, status = 200): Response => Response.json(body, { status });

export const asProblem = (problem: Problem): Response =>
  new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
  });

export const no = (status: number, more: object = {}): Response =>
  asProblem({ type: `/problems/p${status}`, title: 'no', status, detail: 'no', ...more });

import { expectTypeOf, test } from 'vitest';
import type {
  Change,
  ChangeResult,
  Digest,
  FoundResult,
  PullRequest,
  PullResponse,
  PushRequest,
  PushResponse,
  Reference,
  ToldRecord,
} from '../types.ts';
import type { components, operations } from './openapi.d.ts';

type Schemas = components['schemas'];
type Asked<name extends 'push_changes' | 'pull_changes'> = NonNullable<
  operations[name]['requestBody']
>['content']['application/json'];

/** The compiler is the judge: types.ts says more (readonly, JSON for unknown) but never other names than the API. */
test('what this phone says and hears has the names the API describes', () => {
  expectTypeOf<keyof ChangeResult>().toEqualTypeOf<keyof Schemas['Result']>();
  expectTypeOf<ChangeResult['answer']>().toEqualTypeOf<Schemas['Result']['answer']>();
  expectTypeOf<keyof PushResponse>().toEqualTypeOf<keyof Schemas['PushAnswer']>();
  expectTypeOf<keyof PullResponse>().toEqualTypeOf<keyof Schemas['PullAnswer']>();
  expectTypeOf<keyof ToldRecord>().toEqualTypeOf<Exclude<keyof Schemas['Told'], 'id'>>();
  expectTypeOf<Schemas['Digest']>().toExtend<Digest>();
  expectTypeOf<Schemas['FoundResult']>().toExtend<FoundResult>();
  expectTypeOf<Omit<Schemas['Reference'], 'agents'>>().toExtend<Omit<Reference, 'agents'>>();
  expectTypeOf<keyof Reference['agents'][number]>().toEqualTypeOf<keyof Schemas['Colleague']>();
  expectTypeOf<PushRequest>().toExtend<Pick<Asked<'push_changes'>, 'protocol' | 'epoch'>>();
  expectTypeOf<keyof PushRequest>().toEqualTypeOf<keyof Asked<'push_changes'>>();
  expectTypeOf<keyof PullRequest>().toEqualTypeOf<keyof Asked<'pull_changes'>>();
  expectTypeOf<keyof Change>().toEqualTypeOf<
    'id' | 'kind' | 'record' | 'feed' | 'at' | 'set' | 'was' | 'answers' | 'instead_of'
  >();
});

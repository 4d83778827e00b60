/** The instruments that are files and nothing else, each loaded when it is wanted; they lie in the phone's cache by then. */
import { definitionFrom, type InstrumentDefinition } from './definition';

const files = import.meta.glob(
  ['@instruments/*.json', '!@instruments/assist*.json', '!@instruments/sentences*.json', '!@instruments/*.en.json'],
  {
    import: 'default',
  },
);

let loading: Promise<readonly InstrumentDefinition[]> | undefined;

/** Every version of each; the newest of a name comes last. */
export function loadQuestionnaires(): Promise<readonly InstrumentDefinition[]> {
  loading ??= Promise.all(Object.values(files).map((load) => load())).then((all) =>
    all.map(definitionFrom).sort((one, other) => order(one).localeCompare(order(other), 'en')),
  );
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

const order = ({ name, version }: InstrumentDefinition): string => `${name} ${version}`;

/** The newest version of each whose sheets are records of this kind. */
export function questionnairesOf(
  all: readonly InstrumentDefinition[],
  kind: string,
): readonly [InstrumentDefinition, ...InstrumentDefinition[]] | readonly [] {
  const newest = new Map(all.filter((one) => one.kind === kind).map((one) => [one.name, one]));
  return [...newest.values()] as [];
}

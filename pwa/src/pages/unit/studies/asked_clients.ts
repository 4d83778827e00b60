/** Clients of this phone who may take part: adults, agreed to be counted for research, with a sheet of the study's questionnaire. */
import type { Casebook, FieldValues, RecordView } from '../../../core/types';
import { text } from '../../../fields/field_values';
import { consentsInForce } from '../../../records/consent/consent_status';
import type { OpenStudy } from './study_answers';

export const ADULTS = ['18-24', '25-34', '35-44', '45-59', '60+'];

export interface AskedClient {
  readonly id: string;
  readonly alias: string;
  /** When her newest sheet was answered. */
  readonly on: string;
  readonly age_band: string;
  readonly sex: string;
  readonly domains: object;
}

export const askedClients = (
  book: Pick<Casebook, 'all' | 'caseOf'>,
  study: Pick<OpenStudy, 'instrument' | 'version'>,
): readonly AskedClient[] =>
  book.all('client').flatMap(({ feed, fields, voided }) => {
    const records = book.caseOf(feed).filter((one) => !one.voided);
    const sheet = records.find((one) => isSheet(one, study));
    const may = !voided && ADULTS.includes(text(fields, 'age_band')) && consentsInForce(records).has('research');
    return may && sheet ? [asked(feed, fields, sheet)] : [];
  });

const isSheet = ({ kind, fields }: RecordView, { instrument, version }: Pick<OpenStudy, 'instrument' | 'version'>) =>
  kind === 'quality_of_life' && text(fields, 'instrument') === instrument && text(fields, 'version') === version;

const asked = (id: string, head: FieldValues, { fields }: RecordView): AskedClient => ({
  id,
  alias: text(head, 'alias'),
  on: text(fields, 'on'),
  age_band: text(head, 'age_band'),
  sex: text(head, 'sex') || 'unsaid',
  domains: (fields['domains'] ?? {}) as object,
});

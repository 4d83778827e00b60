/** Which papers the server sets as PDF from a sort of a unit's coaching papers. Pure. */
import type { Id, RecordView } from '../../core/types';
import { unitOf } from '../../records/caseload';
import { w } from './words';

export interface PrintedPaper {
  /** Of the API. */
  readonly path: string;
  /** Of the file. */
  readonly name: string;
  readonly label: string;
  /** Which of several it is made from. */
  readonly about?: RecordView;
}

const FEW = 3;

/** `papers`: newest first. */
export function printedOf(kind: string, feed: Id, papers: readonly RecordView[]): readonly PrintedPaper[] {
  const path = (paper: string): string => `/v1/papers/${paper}?unit=${unitOf(feed)}`;
  if (kind === 'decree') return [{ path: path('decree-draft'), name: 'rancangan-sk', label: w.papers.decree }];
  if (kind === 'funding') return [{ path: path('agreement-draft'), name: 'rancangan-pks', label: w.papers.agreement }];
  if (kind !== 'training') return [];
  return papers.slice(0, FEW).map((about) => ({
    path: `${path('attendance-list')}&record=${about.id}`,
    name: 'daftar-hadir-bimtek',
    label: w.papers.attendance,
    about,
  }));
}

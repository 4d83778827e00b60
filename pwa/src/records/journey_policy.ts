/** How much accompaniment is planned, and when what came of it is asked: `api/policies/journey-*.json`. */
import newest from '@policies/journey-2027.json';

export interface JourneyStep {
  readonly key: string;
  readonly kind: string;
  readonly undone_by?: readonly string[];
  readonly said_by?: readonly string[];
}

interface JourneyPolicy {
  readonly version: string;
  readonly steps: readonly JourneyStep[];
  readonly meetings: { readonly [band: string]: number };
  readonly most_meetings: number;
  readonly plan_months: number;
  readonly points: readonly string[];
  readonly aftercare_months: number;
  readonly days_after_end: { readonly [point: string]: number };
}

export const journeyPolicy: JourneyPolicy = newest;

/** What stands in the coordinator's place, the most pressing first: a row in its list, and a page of its own. */
import type { Component } from 'svelte';
import type { IconName } from '../../ui/icons';
import { monthName } from '../../words/format';
import type { PageContext, PageTarget } from '../page_context';
import { waitingRights } from '../rights/rights_requests';
import ApprovalList from './ApprovalList.svelte';
import CaseList from './CaseList.svelte';
import DangerList from './DangerList.svelte';
import HeldList from './HeldList.svelte';
import LateList from './LateList.svelte';
import MonthSection from './MonthSection.svelte';
import MoveSection from './MoveSection.svelte';
import PeopleList from './PeopleList.svelte';
import QuestionList from './QuestionList.svelte';
import RescueSection from './RescueSection.svelte';
import AskedPage from './studies/AskedPage.svelte';
import { keptStudies, runningStudies } from './studies/study_answers';
import TeamSection from './TeamSection.svelte';
import { isUnconfirmed, lastMonth } from './unit_month';
import { lateTasks, type UnitOverview } from './unit_overview';
import { w } from './unit_words';
import HelpSection from './visitors/HelpSection.svelte';
import RightsSection from './visitors/RightsSection.svelte';
import SurveySection from './visitors/SurveySection.svelte';

export interface SectionProps {
  readonly unit: UnitOverview;
  /** Something was done: what to say, and the unit is read anew. */
  readonly ondone: (said: string) => void;
  /** Reads the unit anew. */
  readonly onchanged: () => void;
  /** Opens a form. */
  readonly onwrite: (target: PageTarget) => void;
  /** To the papers of whoever coaches the unit. */
  readonly oncoaching: () => void;
  readonly onback: () => void;
}

export interface UnitSection {
  readonly name: keyof typeof w.sections;
  readonly icon: IconName;
  readonly page: Component<SectionProps>;
  /** It asks for itself, and has something to show without a signal. */
  readonly asksItself?: boolean;
  /** It is a page by itself, with steps of its own. */
  readonly whole?: boolean;
  /** How much of it waits for her. */
  readonly count: (unit: UnitOverview, here: PageContext) => number;
  readonly line: (unit: UnitOverview, here: PageContext) => string;
}

const undecided = ({ held }: UnitOverview): number => held.filter(({ because }) => !because).length;

const alone = ({ cases }: UnitOverview): number => cases.filter(({ followers }) => followers.length === 0).length;

const refusedAnswers = ({ book }: PageContext): number =>
  keptStudies(book).waiting.filter(({ refused }) => refused).length;

function studyLine(here: PageContext): string {
  const { waiting } = keptStudies(here.book);
  if (waiting.length) return w.lines.studyWaits(waiting.length);
  return w.lines.study(runningStudies(here.lookups.studies, here.lookups.today).length);
}

export const sections: readonly UnitSection[] = [
  {
    name: 'dangers',
    icon: 'warn',
    page: DangerList,
    count: ({ alerts }) => alerts.length,
    line: ({ alerts }) => w.lines.dangers(alerts.length),
  },
  {
    name: 'held',
    icon: 'note',
    page: HeldList,
    count: undecided,
    line: (unit) => w.lines.held(undecided(unit)),
  },
  {
    name: 'questions',
    icon: 'question',
    page: QuestionList,
    count: ({ questions }) => questions.length,
    line: ({ questions }) => w.lines.questions(questions.length),
  },
  {
    name: 'late',
    icon: 'clock',
    page: LateList,
    count: (unit) => lateTasks(unit).length,
    line: (unit) => w.lines.late(lateTasks(unit).length),
  },
  {
    name: 'approvals',
    icon: 'tick',
    page: ApprovalList,
    count: () => 0,
    line: ({ approvals }) => w.lines.approvals(approvals.length),
  },
  {
    name: 'people',
    icon: 'phone',
    page: PeopleList,
    count: () => 0,
    line: ({ people, phones }) => w.lines.people(people.length, phones.length),
  },
  {
    name: 'cases',
    icon: 'invite',
    page: CaseList,
    count: alone,
    line: (unit) => w.lines.cases(unit.cases.length, alone(unit)),
  },
  {
    name: 'moves',
    icon: 'forward',
    page: MoveSection,
    count: ({ moves, offers }) => moves.length + offers.length,
    line: ({ moves, offers }) => w.lines.moves(offers.length, moves.length),
  },
  {
    name: 'month',
    icon: 'today',
    page: MonthSection,
    asksItself: true,
    count: (_unit, here) => (isUnconfirmed(here) ? 1 : 0),
    line: (_unit, here) => (isUnconfirmed(here) ? w.lines.unconfirmed(monthName(lastMonth(here))) : w.lines.month),
  },
  {
    name: 'rights',
    icon: 'promise',
    page: RightsSection,
    count: ({ rights }) => waitingRights(rights).length,
    line: ({ rights }) => w.lines.rights(waitingRights(rights).length),
  },
  {
    name: 'team',
    icon: 'talk',
    page: TeamSection,
    asksItself: true,
    count: () => 0,
    line: () => w.lines.team,
  },
  {
    name: 'help',
    icon: 'talk',
    page: HelpSection,
    count: () => 0,
    line: () => w.lines.help,
  },
  {
    name: 'rescue',
    icon: 'save',
    page: RescueSection,
    asksItself: true,
    count: () => 0,
    line: () => w.lines.rescue,
  },
  {
    name: 'survey',
    icon: 'plan',
    page: SurveySection,
    count: () => 0,
    line: () => w.lines.survey,
  },
  {
    name: 'study',
    icon: 'note',
    page: AskedPage,
    whole: true,
    count: (_unit, here) => refusedAnswers(here),
    line: (_unit, here) => studyLine(here),
  },
];

import { answer, training } from '../../api/client';
import type { components, paths } from '../../api/training';

type Schemas = components['schemas'];
type ProgrammeQuery = NonNullable<paths['/programmes']['get']['parameters']['query']>;
type PeopleQuery = NonNullable<paths['/programmes/{code}/people']['get']['parameters']['query']>;
type CoverageQuery = NonNullable<paths['/programmes/{code}/coverage']['get']['parameters']['query']>;

export type ProgrammeRow = Schemas['ListProgrammesRow'];
export type Programme = Schemas['ListProgrammesDetail'];
export type ProgrammeBody = Schemas['PutProgrammeRequest'];
export type UnitRow = Schemas['ShowCoverageUnitRow'];
export type Person = Schemas['CoveragePerson'];

export const KINDS = ['plan', 'yearly', 'branches', 'new-hires', 'talents'] as const;
export type Kind = (typeof KINDS)[number];
export const STATES = ['done', 'due', 'late'] as const;
export type State = (typeof STATES)[number];
export const stateOf = (word: string) => STATES.find((one) => one === word) ?? 'due';
export const STATE_POINTS = { done: 'success', due: 'processing', late: 'error' } as const;

export const programmes = (query: ProgrammeQuery) => answer(training.GET('/programmes', { params: { query } }));
export const programme = (code: string) => answer(training.GET('/programmes/{code}', { params: { path: { code } } }));
export const saveProgramme = (code: string, body: ProgrammeBody) =>
    answer(training.PUT('/programmes/{code}', { params: { path: { code } }, body }));
export const coverage = (code: string, query: CoverageQuery) =>
    answer(training.GET('/programmes/{code}/coverage', { params: { path: { code }, query } }));
export const people = (code: string, query: PeopleQuery) =>
    answer(training.GET('/programmes/{code}/people', { params: { path: { code }, query } }));
export const batches = (code: string, seats: number) =>
    answer(training.GET('/programmes/{code}/batches', { params: { path: { code }, query: { seats } } }));

export const addressOfProgramme = (code: string) => `/programmes/${encodeURIComponent(code)}`;

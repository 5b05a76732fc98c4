import { answer, incentive } from '../../api/client';
import type { components, paths } from '../../api/incentive';

type Schemas = components['schemas'];
type QueryOf<Path extends '/recognitions' | '/recognitions/awards' | '/contests'> = NonNullable<
    paths[Path]['get']['parameters']['query']
>;

/** A recognition that was given to a manager for a month. */
export type Award = Schemas['ListAwardsRow'];
/** What managers are recognised for at each close. */
export type Recognition = Schemas['PutRecognitionAnswer'];
export type Rule = Schemas['RecognitionRule'];
export type Contest = Schemas['PutContestAnswer'];
export type Standing = Schemas['ShowStandingAnswer'];
export type Place = Schemas['ShowStandingPlace'];

export const awards = (query: QueryOf<'/recognitions/awards'>) =>
    answer(incentive.GET('/recognitions/awards', { params: { query } }));
export const recognitions = (query: QueryOf<'/recognitions'>) =>
    answer(incentive.GET('/recognitions', { params: { query } }));
export const contests = (query: QueryOf<'/contests'>) => answer(incentive.GET('/contests', { params: { query } }));
export const standing = (code: string, query: { limit?: number; after?: string }) =>
    answer(incentive.GET('/contests/{code}/standing', { params: { path: { code }, query } }));
export const saveRecognition = (code: string, body: Schemas['PutRecognitionRequest']) =>
    answer(incentive.PUT('/recognitions/{code}', { params: { path: { code } }, body }));
export const saveContest = (code: string, body: Schemas['PutContestRequest']) =>
    answer(incentive.PUT('/contests/{code}', { params: { path: { code } }, body }));

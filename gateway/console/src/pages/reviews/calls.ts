import { answer, once, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';
import { currentLanguage } from '../../i18n';

type Schemas = components['schemas'];
type RoundQuery = NonNullable<paths['/reviews']['get']['parameters']['query']>;
type ResultQuery = NonNullable<paths['/review-results']['get']['parameters']['query']>;
type FormQuery = NonNullable<paths['/review-forms']['get']['parameters']['query']>;

export type RoundRow = Schemas['ShowRoundRow'];
export type Round = Schemas['ShowRoundDetail'];
export type Person = Schemas['ShowRoundPerson'];
export type Covered = Schemas['ShowRoundCovered'];
export type ReviewForm = Schemas['ListReviewFormsAnswer'];
export type FormBody = Schemas['PutReviewFormRequest'];
export type NewRound = Schemas['ProposeRoundRequest'];
export type GivenRater = Schemas['ConfirmRoundGivenRater'];
export type MyForm = Schemas['MyReviewsRow'];
export type FormToFill = Schemas['MyReviewsForm'];
export type ResultRow = Schemas['ShowReviewResultRow'];
export type Result = Schemas['ShowReviewResultDetail'];
export type Line = Schemas['ShowReviewResultLine'];

/** A text of the service in the language of the page. */
export const said = (text: { zh?: string; en?: string }) => (currentLanguage() === 'en' ? text.en : text.zh) ?? '';

const of = (id: string, key: string) => ({ params: { path: { id } }, headers: once(key) });

export const rounds = (query: RoundQuery) => answer(performance.GET('/reviews', { params: { query } }));
export const round = (id: string) => answer(performance.GET('/reviews/{id}', { params: { path: { id } } }));
export const proposeRound = (body: NewRound, key: string) =>
    answer(performance.POST('/reviews', { headers: once(key), body }));
export const confirmRound = (id: string, raters: GivenRater[] | null, key: string) =>
    answer(performance.POST('/reviews/{id}/confirm', { ...of(id, key), body: { raters } }));
export const closeRound = (id: string, key: string) => answer(performance.POST('/reviews/{id}/close', of(id, key)));

export const forms = (query: FormQuery) => answer(performance.GET('/review-forms', { params: { query } }));
export const putForm = (code: string, body: FormBody) =>
    answer(performance.PUT('/review-forms/{code}', { params: { path: { code } }, body }));

export const myForms = async () => (await answer(performance.GET('/reviews/mine'))).items;
export const myForm = (id: string) => answer(performance.GET('/reviews/mine/{id}', { params: { path: { id } } }));
/** Sent without a key: a form is sent once, and nothing of it is kept to compare with. */
export const saveForm = (id: string, marks: (number | null)[], words: string, send: boolean) =>
    answer(
        performance.PUT('/reviews/mine/{id}', {
            params: { path: { id } },
            body: { marks, words: words.trim() || null, send },
        }),
    );
export const declineForm = (id: string, reason: string, key: string) =>
    answer(performance.POST('/reviews/mine/{id}/decline', { ...of(id, key), body: { reason } }));

export const results = (query: ResultQuery) => answer(performance.GET('/review-results', { params: { query } }));
export const result = (id: string) => answer(performance.GET('/review-results/{id}', { params: { path: { id } } }));
export const appeal = (id: string, reason: string, key: string) =>
    answer(performance.POST('/review-results/{id}/appeal', { ...of(id, key), body: { reason } }));
export const decideAppeal = (id: string, upheld: boolean, reason: string, key: string) =>
    answer(performance.POST('/review-results/{id}/appeal/decide', { ...of(id, key), body: { upheld, reason } }));
export const words = (id: string) =>
    answer(performance.GET('/review-results/{id}/words', { params: { path: { id } } }));
export const codeThemes = (id: string, themes: string[]) =>
    answer(performance.PUT('/review-results/{id}/themes', { params: { path: { id } }, body: { themes } }));

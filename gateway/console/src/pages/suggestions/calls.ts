import { answer, feedback, once } from '../../api/client';
import type { components, paths } from '../../api/feedback';

type Schemas = components['schemas'];
type Query = NonNullable<paths['/suggestions']['get']['parameters']['query']>;

export type OwnSuggestion = Schemas['SendSuggestionOwn'];
export type SuggestionRow = Schemas['AnswerSuggestionRow'];
export type SuggestionLine = Schemas['SuggestionLine'];

export const KINDS = ['suggestion', 'workplace-issue', 'improvement'] as const;
export const STATES = ['open', 'sent', 'in-talk', 'taken-up', 'not-taken-up'] as const;

export const sendSuggestion = (body: Schemas['SendSuggestionRequest']) =>
    answer(feedback.POST('/suggestions', { body }));
export const ownSuggestions = async () => (await answer(feedback.GET('/suggestions/mine'))).suggestions;
export const sayToOwn = (number: number, text: string) =>
    answer(feedback.POST('/suggestions/mine/{number}/lines', { params: { path: { number } }, body: { text } }));
export const followByCode = (code: string) => answer(feedback.POST('/suggestions/by-code', { body: { code } }));
export const sayByCode = (code: string, text: string) =>
    answer(feedback.POST('/suggestions/by-code/lines', { body: { code, text } }));
export const publishedSuggestions = async () => (await answer(feedback.GET('/suggestions/published'))).suggestions;

export const suggestions = (query: Query) => answer(feedback.GET('/suggestions', { params: { query } }));
export const oneSuggestion = (number: number) =>
    answer(feedback.GET('/suggestions/{number}', { params: { path: { number } } }));

const of = (number: number, key: string) => ({ params: { path: { number } }, headers: once(key) });
export const askAuthor = (number: number, text: string, key: string) =>
    answer(feedback.POST('/suggestions/{number}/lines', { ...of(number, key), body: { text } }));
export const answerSuggestion = (number: number, isTakenUp: boolean, text: string, key: string) =>
    answer(feedback.POST('/suggestions/{number}/answer', { ...of(number, key), body: { isTakenUp, text } }));
export const publishSuggestion = (number: number, isShown: boolean, key: string) =>
    answer(feedback.POST('/suggestions/{number}/publish', { ...of(number, key), body: { isShown } }));

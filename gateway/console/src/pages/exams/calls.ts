import { answer, once, training } from '../../api/client';
import type { components, paths } from '../../api/training';
import { currentLanguage } from '../../i18n';

type Schemas = components['schemas'];
type QuestionQuery = NonNullable<paths['/questions']['get']['parameters']['query']>;
type ExamQuery = NonNullable<paths['/exams']['get']['parameters']['query']>;
type SittingQuery = NonNullable<paths['/sittings']['get']['parameters']['query']>;
type RemarkedQuery = NonNullable<paths['/remarked-sittings']['get']['parameters']['query']>;

export type QuestionRow = Schemas['QuestionRow'];
export type Question = Schemas['QuestionDetail'];
export type NewQuestion = Schemas['PutQuestionRequest'];
export type Exam = Schemas['ExamAnswer'];
export type NewExam = Schemas['PutExamRequest'];
export type SittingRow = Schemas['SittingRow'];
export type Sitting = Schemas['SittingDetail'];
export type Asked = Schemas['SittingAsked'];
export type AskedItem = Schemas['SittingAskedItem'];
export type Reviewed = Schemas['SittingReviewed'];
export type ItemFigures = Schemas['ItemStatisticsItem'];
export type Remarked = Schemas['WithdrawQuestionRow'];

export const ITEMS = ['single', 'multiple', 'true-false', 'numeric', 'ordering'] as const;
export const KINDS = [...ITEMS, 'case'] as const;
export type Kind = (typeof KINDS)[number];
export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export const FORMS = ['written', 'interview', 'practical'] as const;

export const LETTERS = 'ABCDEFGH';

/** A text of the bank in the language of the page. */
export const said = (text: { zh?: string | null; en?: string | null } | null | undefined) =>
    (currentLanguage() === 'en' ? text?.en : text?.zh) ?? '';

export const questions = (query: QuestionQuery) => answer(training.GET('/questions', { params: { query } }));
export const question = (code: string) => answer(training.GET('/questions/{code}', { params: { path: { code } } }));
export const saveQuestion = (code: string, body: NewQuestion) =>
    answer(training.PUT('/questions/{code}', { params: { path: { code } }, body }));

export const exams = (query: ExamQuery) => answer(training.GET('/exams', { params: { query } }));
export const exam = (code: string) => answer(training.GET('/exams/{code}', { params: { path: { code } } }));
export const saveExam = (code: string, body: NewExam) =>
    answer(training.PUT('/exams/{code}', { params: { path: { code } }, body }));

export const sittings = (query: SittingQuery) => answer(training.GET('/sittings', { params: { query } }));
export const sitting = (id: string) => answer(training.GET('/sittings/{id}', { params: { path: { id } } }));
export const beginSitting = (code: string) =>
    answer(training.POST('/exams/{code}/sittings', { params: { path: { code } } }));
export const saveAnswer = (id: string, n: number, given: string[], change: number) =>
    answer(training.PUT('/sittings/{id}/answers/{n}', { params: { path: { id, n } }, body: { given, change } }));
export const endSitting = (id: string, key: string) =>
    answer(training.POST('/sittings/{id}/end', { params: { path: { id } }, headers: once(key) }));
export const leaveSitting = (id: string) => answer(training.POST('/sittings/{id}/left', { params: { path: { id } } }));

type AssessmentQuery = NonNullable<paths['/assessments']['get']['parameters']['query']>;
export type Assessment = Schemas['AssessmentRow'];
export type AssessmentDetail = Schemas['AssessmentDetail'];
export type NewAssessment = Schemas['OpenAssessmentRequest'];

export const assessments = (query: AssessmentQuery) => answer(training.GET('/assessments', { params: { query } }));
export const assessment = (id: string) => answer(training.GET('/assessments/{id}', { params: { path: { id } } }));
export const nameExaminers = (body: NewAssessment, key: string) =>
    answer(training.POST('/assessments', { headers: once(key), body }));
export const nameThird = (id: string, examiner: string, key: string) =>
    answer(
        training.POST('/assessments/{id}/third', { params: { path: { id } }, headers: once(key), body: { examiner } }),
    );
export const markAssessment = (id: string, marks: { marks: number; reason: string }[]) =>
    answer(training.PUT('/assessments/{id}/marks', { params: { path: { id } }, body: { marks } }));

export const statistics = (code: string) =>
    answer(training.GET('/exams/{code}/statistics', { params: { path: { code } } }));
export const withdraw = (code: string, one: string, reason: string, key: string) =>
    answer(
        training.POST('/exams/{code}/withdrawals', {
            params: { path: { code } },
            headers: once(key),
            body: { question: one, reason },
        }),
    );
export const remarked = (query: RemarkedQuery) => answer(training.GET('/remarked-sittings', { params: { query } }));

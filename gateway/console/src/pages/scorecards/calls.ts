import { useInfiniteQuery } from '@tanstack/react-query';
import { answer, feedback, performance } from '../../api/client';
import type { components as feedbackComponents } from '../../api/feedback';
import type { components, paths } from '../../api/performance';

type Schemas = components['schemas'];

export type KpiScore = Schemas['KpiScore'];
export type Scorecard = Schemas['ScorecardAnswer'];
export type CardFact = Schemas['CardFactAnswer'];
export type Complaint = feedbackComponents['schemas']['ComplaintAnswer'];
/** A place on a leaderboard. */
export type Place = Schemas['ShowLeaderboardAnswer'];
/** The place of a manager in a unit and below it; the quarters count from the best. */
export type Standing = Schemas['ShowStandingStandingAnswer'];

export type ScorecardQuery = NonNullable<paths['/scorecards']['get']['parameters']['query']>;
type LeaderboardQuery = NonNullable<paths['/leaderboards/{period}']['get']['parameters']['query']>;

export const scorecards = (query: ScorecardQuery) => answer(performance.GET('/scorecards', { params: { query } }));
export const scorecard = (managerNo: string, period: string) =>
    answer(performance.GET('/scorecards/{managerNo}/{period}', { params: { path: { managerNo, period } } }));
/** An open month as it stands now; a closed one as it was closed. */
export const liveScorecard = (managerNo: string, period: string) =>
    answer(
        performance.GET('/scorecards/{managerNo}/{period}', {
            params: { path: { managerNo, period }, query: { live: true } },
        }),
    );
export type ScorecardVersion = Schemas['ShowVersionsAnswer'];
export const scorecardVersions = (managerNo: string, period: string) =>
    answer(performance.GET('/scorecards/{managerNo}/{period}/versions', { params: { path: { managerNo, period } } }));
export const leaderboard = (period: string, query: LeaderboardQuery) =>
    answer(performance.GET('/leaderboards/{period}', { params: { path: { period }, query } }));
export const standings = (managerNo: string, period: string) =>
    answer(performance.GET('/leaderboards/{period}/{managerNo}', { params: { path: { managerNo, period } } }));
export const complaints = (query: { manager: string; after?: string }) =>
    answer(feedback.GET('/complaints', { params: { query: { limit: 500, ...query } } }));
export const satisfaction = (query: { manager: string; period: string }) =>
    answer(feedback.GET('/satisfaction', { params: { query } }));

/** A manager's facts of a month, every version of each: of one kind, or of all. */
export const useCardFacts = (manager: string, period: string, kind?: string) =>
    useInfiniteQuery({
        queryKey: ['card-facts', manager, period, kind],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam }) =>
            answer(
                performance.GET('/card-facts', {
                    params: { query: { limit: 500, sort: 'occurredOn', manager, period, kind, after: pageParam } },
                }),
            ),
        getNextPageParam: (page) => page.next ?? undefined,
    });

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Progress, Skeleton, Statistic, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Service, answer, callsOf } from '../../api/client';
import { ProblemNote } from '../../parts/ProblemNote';
import { count } from '../../parts/format';
import { Difference } from './Difference';
import { FilePreview } from './FilePreview';
import { ImportErrors } from './ImportErrors';
import { type ImportState, isFinished, useImport, useImportPreview } from './state';

/** The number of unknown managers that are named. */
const NAMED = 20;

/** The progress of an import, then its outcome by rows. */
export function ImportOutcome({
    service,
    id,
    next,
}: {
    service: Service;
    id: string;
    next?: (state: ImportState) => ReactNode;
}) {
    const { t } = useTranslation();
    const query = useImport(service, id);
    const state = query.data;
    const seen = useImportPreview(service, id, state !== undefined && isFinished(state) && state.dryRun);
    const queries = useQueryClient();
    const cancel = useMutation({
        mutationFn: () => answer(callsOf[service].POST('/imports/{id}/cancel', { params: { path: { id } } })),
        onSettled: () => void queries.invalidateQueries({ queryKey: ['import', service, id] }),
    });
    if (!state)
        return query.error ? (
            <ProblemNote problem={query.error} retry={() => void query.refetch()} />
        ) : (
            <Skeleton active paragraph={{ rows: 5 }} />
        );
    const isEnded = isFinished(state);
    return (
        <Flex vertical gap="middle">
            <div aria-live="polite">
                {isEnded ? (
                    <Verdict state={state} />
                ) : (
                    <>
                        <Typography.Text>{t(`imports.progress.${state.status}`)}</Typography.Text>
                        <Progress
                            percent={
                                state.rowsTotal === null
                                    ? 0
                                    : Math.floor((state.rowsRead / Math.max(1, state.rowsTotal)) * 100)
                            }
                            status="active"
                            format={() =>
                                state.rowsTotal === null
                                    ? ''
                                    : t('imports.rowsOf', { read: count(state.rowsRead), all: count(state.rowsTotal) })
                            }
                            aria-label={t(`imports.progress.${state.status}`)}
                        />
                        <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
                            {t('imports.cancel')}
                        </Button>
                        {cancel.error && <ProblemNote problem={cancel.error} />}
                    </>
                )}
            </div>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            <Flex gap="large" wrap>
                {(['Read', 'Accepted', 'Unchanged', 'Rejected'] as const).map((which) => (
                    <Statistic
                        key={which}
                        title={t(`imports.rows.${state.dryRun && which === 'Accepted' ? 'WouldAccept' : which}`)}
                        value={count(Number(state[`rows${which}`]))}
                    />
                ))}
            </Flex>
            {isEnded && state.rowsWaiting > 0 && (
                <Alert
                    type="warning"
                    showIcon
                    title={t('imports.waitingRows', { count: state.rowsWaiting, rows: count(state.rowsWaiting) })}
                    description={<Unknown managers={seen.data?.unknown ?? []} />}
                />
            )}
            {isEnded && next?.(state)}
            {isEnded && service === 'training' && state.kind.startsWith('enrolment') && <Difference id={id} />}
            {seen.data && <FilePreview seen={seen.data} />}
            {isEnded && (state.rowsRejected > 0 || state.status === 'failed') && (
                <ImportErrors service={service} state={state} />
            )}
        </Flex>
    );
}

/** The numbers nobody knows, the first of them, so that a mistyped one is seen before the import. */
function Unknown({ managers }: { managers: readonly string[] }) {
    const { t } = useTranslation();
    if (managers.length === 0) return t('imports.waitingAdvice');
    return (
        <>
            {t('imports.waitingAdvice')}{' '}
            {t(managers.length > NAMED ? 'imports.unknownFirst' : 'imports.unknownAll', {
                list: managers.slice(0, NAMED).join(t('list.comma')),
            })}
        </>
    );
}

function Verdict({ state }: { state: ImportState }) {
    const { t } = useTranslation();
    const { type, words } = verdictOf(state);
    return <Alert type={type} showIcon title={t(`imports.verdict.${words}`)} description={state.error} />;
}

/** The end in one sentence; a key under `imports.verdict`. */
export function verdictOf(state: ImportState): { type: 'success' | 'warning' | 'error' | 'info'; words: string } {
    const isAtomic = state.mode === 'atomic';
    if (state.status === 'failed') return { type: 'error', words: state.dryRun ? 'checkFailed' : 'failed' };
    if (state.rowsRead === 0) return { type: 'warning', words: 'empty' };
    if (state.dryRun) {
        if (state.rowsRejected === 0)
            return { type: 'success', words: state.rowsAccepted === 0 ? 'checkUnchanged' : 'checkGood' };
        return {
            type: 'warning',
            words: isAtomic ? 'checkNothingKept' : state.rowsAccepted > 0 ? 'checkSome' : 'checkNone',
        };
    }
    if (state.rowsRejected > 0) return { type: 'warning', words: state.rowsAccepted > 0 ? 'some' : 'none' };
    return state.rowsAccepted === 0 ? { type: 'info', words: 'unchanged' } : { type: 'success', words: 'good' };
}

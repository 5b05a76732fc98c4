import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Progress } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { count } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { cancelRun, type Run } from '../month/calls';

/** A run while it is calculated: how many managers are done, and an analyst's way to stop it. */
export function RunProgress({ run }: { run: Run }) {
    const { t } = useTranslation();
    const { modal } = App.useApp();
    const { roles } = usePerson();
    const queries = useQueryClient();
    const key = useRef<string>(undefined);
    const cancelling = useMutation({
        mutationFn: () => cancelRun(run.id, (key.current ??= crypto.randomUUID())),
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return Promise.all(['runs', 'run'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
        },
    });
    const cancel = () =>
        modal.confirm({
            title: t('monthEnd.cancelAsk'),
            okText: t('monthEnd.cancelRun'),
            okButtonProps: { danger: true },
            onOk: () => cancelling.mutate(),
        });
    const { progress } = run;
    return (
        <Flex vertical gap="small" align="start" style={{ width: '100%' }}>
            <div role="status" style={{ width: '100%' }}>
                {t('monthEnd.calculating')}
                <Progress
                    percent={progress ? Math.floor((progress.done / Math.max(1, progress.of)) * 100) : 0}
                    status="active"
                    format={() =>
                        progress
                            ? t('monthEnd.calculatedOf', { done: count(progress.done), all: count(progress.of) })
                            : ''
                    }
                    aria-label={t('monthEnd.calculating')}
                />
            </div>
            {cancelling.error && <ProblemNote problem={cancelling.error} />}
            {roles.includes('incentive-analyst') && (
                <Button loading={cancelling.isPending} onClick={cancel}>
                    {t('monthEnd.cancelRun')}
                </Button>
            )}
        </Flex>
    );
}

import { Alert, Descriptions, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count, date, instant, money } from '../../parts/format';
import type { Run } from '../month/calls';
import { RunTag } from '../month/RunTag';

/** The result of a run, and its inputs. */
export function RunFigures({ run, linked = false }: { run: Run; linked?: boolean }) {
    const { t } = useTranslation();
    const isDone = run.resultHash !== null;
    return (
        <Flex vertical gap="small" style={{ width: '100%' }}>
            <Descriptions
                size="small"
                column={{ xs: 1, sm: 2, lg: 3 }}
                items={[
                    { key: 'status', label: t('run.state'), children: <RunTag status={run.status} /> },
                    ...(isDone
                        ? [
                              {
                                  key: 'total',
                                  label: t('run.total'),
                                  children: <strong className="number">{money(run.total)}</strong>,
                              },
                              { key: 'deferred', label: t('months.deferred'), children: money(run.deferred) },
                              ...(run.reserved === '0.00'
                                  ? []
                                  : [{ key: 'reserved', label: t('months.reserved'), children: money(run.reserved) }]),
                              { key: 'managers', label: t('run.managers'), children: count(run.counts.managers) },
                              { key: 'paid', label: t('run.paid'), children: count(run.counts.paid) },
                          ]
                        : []),
                    // Null for a reader bound to a part of the bank, and in a run older than signatures.
                    ...(isDone && run.signed !== null
                        ? [
                              {
                                  key: 'signed',
                                  label: t('run.signed'),
                                  children: t('run.signedOf', {
                                      signed: count(run.signed),
                                      all: count(run.counts.managers),
                                  }),
                              },
                          ]
                        : []),
                    // Null for a reader bound to a part of the bank.
                    ...(isDone && run.counts.facts !== null
                        ? [{ key: 'facts', label: t('run.facts'), children: count(Number(run.counts.facts)) }]
                        : []),
                    ...(isDone && run.counts.lines !== null
                        ? [{ key: 'lines', label: t('run.lines'), children: count(Number(run.counts.lines)) }]
                        : []),
                    {
                        key: 'plan',
                        label: t('months.plan'),
                        children: t('months.planVersion', { code: run.planCode, version: run.planVersion }),
                    },
                    {
                        key: 'maker',
                        label: t('run.maker'),
                        children: t('list.byAt', { who: run.createdBy, at: instant(run.createdAt) }),
                    },
                    ...(run.decidedBy && run.decidedAt
                        ? [
                              {
                                  key: 'checker',
                                  label: t('run.checker'),
                                  children: t('list.byAt', { who: run.decidedBy, at: instant(run.decidedAt) }),
                              },
                          ]
                        : []),
                ]}
            />
            {run.without.length > 0 && (
                <Alert
                    type="warning"
                    showIcon
                    title={t('statement.without', {
                        services: run.without.map((one) => t(`months.service.${one}`)).join(t('list.comma')),
                    })}
                />
            )}
            {run.missedCutOff && (
                <Alert type="warning" showIcon title={t('run.missedCutOff', { day: date(run.missedCutOff) })} />
            )}
            {run.reason && <Alert type="info" showIcon title={t('run.reason', { reason: run.reason })} />}
            {run.error && <Alert type="error" showIcon title={run.error} />}
            {run.resultHash && (
                <Typography.Text
                    type="secondary"
                    copyable={{ text: run.resultHash }}
                    style={{ overflowWrap: 'anywhere' }}
                >
                    {t('run.hash')} <code>{run.resultHash}</code>
                </Typography.Text>
            )}
            {linked && isDone && <Link to={`/runs/${run.id}`}>{t('run.review')}</Link>}
        </Flex>
    );
}

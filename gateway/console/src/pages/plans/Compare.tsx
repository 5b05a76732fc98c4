import { useQuery } from '@tanstack/react-query';
import { Flex, Radio, Select, Skeleton, Typography, theme } from 'antd';
import type { TFunction } from 'i18next';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { type Plan, plan as readPlan } from './calls';
import { type DiffLine, diffLines } from './diff';
import { planWords } from './words';

function wordLines(t: TFunction, { document, effectiveFrom }: Plan): string[] {
    return [
        document.title.zh,
        document.title.en,
        t('list.pair', { name: t('plans.effectiveFrom'), value: period(effectiveFrom) }),
        ...planWords(t, document).flatMap(({ id, lines }) =>
            lines.map((line, index) => (index === 0 ? t('list.pair', { name: id, value: line }) : `    ${line}`)),
        ),
    ];
}

const documentLines = ({ document }: Plan) => JSON.stringify(document, null, 2).split('\n');

/** This version beside another one of the plan, line by line. */
export function Compare({ plan }: { plan: Plan }) {
    const { t } = useTranslation();
    const id = useId();
    const [search, setSearch] = useSearchParams();
    const [view, setView] = useState<'words' | 'document'>('words');
    // Each version is numbered from one, so those before this one are known without asking; a later one is compared
    // from its own page.
    const others = Array.from({ length: plan.version - 1 }, (_, back) => plan.version - 1 - back);
    const asked = Number(search.get('with'));
    const other = others.includes(asked) ? asked : others[0];
    const before = useQuery({
        queryKey: ['plan', plan.code, String(other)],
        queryFn: () => readPlan(plan.code, other as number),
        enabled: other !== undefined,
        staleTime: 60_000,
    });
    if (other === undefined) return <Typography.Text type="secondary">{t('plans.firstVersion')}</Typography.Text>;
    const lines =
        before.data &&
        (view === 'words'
            ? diffLines(wordLines(t, before.data), wordLines(t, plan))
            : diffLines(documentLines(before.data), documentLines(plan)));
    return (
        <Flex vertical gap="middle">
            <Flex gap="middle" wrap align="center">
                <Flex gap="small" align="center">
                    <label htmlFor={id}>{t('plans.compareWith')}</label>
                    <Select
                        id={id}
                        style={{ minWidth: '9rem' }}
                        value={other}
                        options={others.map((version) => ({
                            value: version,
                            label: t('plans.versionNumber', { version }),
                        }))}
                        onChange={(version) => setSearch({ with: String(version) }, { replace: true })}
                    />
                </Flex>
                <Radio.Group
                    optionType="button"
                    aria-label={t('plans.compareView')}
                    value={view}
                    onChange={(event) => setView(event.target.value as typeof view)}
                    options={[
                        { value: 'words', label: t('plans.inWords') },
                        { value: 'document', label: t('plans.asDocument') },
                    ]}
                />
            </Flex>
            {before.error && <ProblemNote problem={before.error} retry={() => void before.refetch()} />}
            {!lines ? !before.error && <Skeleton active paragraph={{ rows: 6 }} /> : <Lines lines={lines} />}
        </Flex>
    );
}

const SIGN = { same: ' ', added: '+', removed: '−' } as const;

function Lines({ lines }: { lines: readonly DiffLine[] }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    if (lines.every((line) => line.what === 'same'))
        return <Typography.Text>{t('plans.noDifference')}</Typography.Text>;
    const ground = { same: undefined, added: token.colorSuccessBg, removed: token.colorErrorBg };
    return (
        <div
            role="table"
            aria-label={t('plans.differences')}
            tabIndex={0}
            style={{ overflowX: 'auto', border: `1px solid ${token.colorBorderSecondary}` }}
        >
            <div style={{ minWidth: 'max-content' }}>
                {lines.map(({ what, text }, index) => (
                    <div
                        key={index}
                        role="row"
                        style={{ display: 'flex', background: ground[what], color: token.colorText, lineHeight: 1.8 }}
                    >
                        <span
                            role="cell"
                            aria-label={t(`plans.line.${what}`)}
                            style={{ width: '1.75rem', textAlign: 'center', flex: 'none', fontWeight: 600 }}
                        >
                            {SIGN[what]}
                        </span>
                        <span role="cell" style={{ whiteSpace: 'pre', paddingInlineEnd: '1rem' }}>
                            {text}
                        </span>
                    </div>
                ))}
            </div>
        </div>
    );
}

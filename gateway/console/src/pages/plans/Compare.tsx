import { useQuery } from '@tanstack/react-query';
import { Flex, Radio, Select, Skeleton, Typography, theme } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { currentLanguage } from '../../i18n';
import { ProblemNote } from '../../parts/ProblemNote';
import { type Plan, planText, plan as readPlan } from './calls';
import { type DiffLine, diffLines } from './diff';

/** A version with its text. */
async function versionOf(code: string, version: number) {
    const [plan, text] = await Promise.all([readPlan(code, version), planText(code, version)]);
    return { plan, text };
}
type Version = Awaited<ReturnType<typeof versionOf>>;

const wordLines = ({ text }: Version) => (currentLanguage() === 'en' ? text.en : text.zh).split('\n');
const documentLines = ({ plan }: Version) => JSON.stringify(plan.document, null, 2).split('\n');

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
    const versions = useQuery({
        queryKey: ['plan-versions', plan.code, other, plan.version],
        queryFn: () => Promise.all([versionOf(plan.code, other as number), versionOf(plan.code, plan.version)]),
        enabled: other !== undefined,
        staleTime: 60_000,
    });
    if (other === undefined) return <Typography.Text type="secondary">{t('plans.firstVersion')}</Typography.Text>;
    const linesOf = view === 'words' ? wordLines : documentLines;
    const lines = versions.data && diffLines(linesOf(versions.data[0]), linesOf(versions.data[1]));
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
            {versions.error && <ProblemNote problem={versions.error} retry={() => void versions.refetch()} />}
            {!lines ? (
                !versions.error && <Skeleton active paragraph={{ rows: 6 }} />
            ) : (
                <Lines
                    lines={lines}
                    // A rule's name in the other language changes the document, and not one word of this text.
                    none={t(view === 'words' ? 'plans.noDifferenceInWords' : 'plans.noDifference')}
                />
            )}
        </Flex>
    );
}

const SIGN = { same: ' ', added: '+', removed: '−' } as const;

function Lines({ lines, none }: { lines: readonly DiffLine[]; none: string }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    if (lines.every((line) => line.what === 'same')) return <Typography.Text>{none}</Typography.Text>;
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

import { Button, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { Acts } from '../corrections/Acts';
import { RuleEditor } from './RuleEditor';
import { type WarningRule, endRule, warningRules } from './calls';
import { ruleName, ruleText } from './words';

/** The rules by which managers' figures are watched; personnel write and end them. */
export default function WarningRulesPage() {
    const { t } = useTranslation();
    const { roles, org } = usePerson();
    const sorting = useSorting('code');
    const { by } = sorting;
    const [changed, setChanged] = useState<WarningRule | 'new'>();
    const list = useList({ name: ['warning-rules'], filters: {}, sorting, page: warningRules });
    const maySet = roles.includes('hr') && org === null;
    return (
        <>
            <ListPage<WarningRule>
                title={t('room.warningRules')}
                lead={t('warnings.rulesLead')}
                aside={<Link to="/warnings">{t('room.warnings')}</Link>}
                filters={
                    maySet && (
                        <Button type="primary" onClick={() => setChanged('new')}>
                            {t('warnings.addRule')}
                        </Button>
                    )
                }
                exportFrom="/performance/warning-rules"
                list={list}
                aria-label={t('room.warningRules')}
                rowKey="code"
                empty={t('warnings.noRules')}
                columns={[
                    {
                        title: t('warnings.rule'),
                        dataIndex: 'code',
                        ...by('code'),
                        render: (code: string, rule) => (
                            <>
                                {ruleName(rule.name)} {rule.conduct && <Tag>{t('warnings.conduct')}</Tag>}
                                {rule.endedFrom && <Tag>{t('kpis.endedFrom', { period: period(rule.endedFrom) })}</Tag>}
                                <br />
                                <Typography.Text type="secondary">{code}</Typography.Text>
                            </>
                        ),
                    },
                    {
                        title: t('warnings.field.kind'),
                        dataIndex: 'kind',
                        ...by('kind'),
                        render: (kind: string) => t(`warnings.kind.${kind}`),
                    },
                    {
                        title: t('warnings.looksFor'),
                        key: 'looks',
                        className: 'sentence',
                        render: (_: unknown, rule) => ruleText(t, rule),
                    },
                    {
                        title: t('warnings.severityLabel'),
                        dataIndex: 'severity',
                        ...by('severity'),
                        render: (severity: string) => t(`warnings.severity.${severity}`),
                    },
                    {
                        title: t('warnings.field.confirm'),
                        dataIndex: 'confirm',
                        align: 'right',
                        className: 'number',
                    },
                    {
                        title: t('warnings.field.responseDays'),
                        dataIndex: 'responseDays',
                        align: 'right',
                        className: 'number',
                    },
                    ...(maySet
                        ? [
                              {
                                  title: t('kpis.toDo'),
                                  key: 'do',
                                  render: (_: unknown, rule: WarningRule) => (
                                      <Flex gap="small" wrap>
                                          <Button
                                              size="small"
                                              aria-label={t('warnings.changeOf', { code: rule.code })}
                                              onClick={() => setChanged(rule)}
                                          >
                                              {t('kpis.change')}
                                          </Button>
                                          {!rule.endedFrom && (
                                              <Acts
                                                  of={rule.code}
                                                  form={`warning-rule-end.${rule.code}`}
                                                  refresh={['warning-rules']}
                                                  acts={[
                                                      {
                                                          name: 'end',
                                                          label: t('kpis.end'),
                                                          ask: t('warnings.endAsk', { rule: ruleName(rule.name) }),
                                                          means: t('warnings.endMeans'),
                                                          done: t('warnings.ended'),
                                                          run: (key) => endRule(rule.code, key),
                                                      },
                                                  ]}
                                              />
                                          )}
                                      </Flex>
                                  ),
                              },
                          ]
                        : []),
                ]}
            />
            {changed && (
                <RuleEditor
                    key={changed === 'new' ? '' : changed.code}
                    rule={changed === 'new' ? undefined : changed}
                    close={() => setChanged(undefined)}
                />
            )}
        </>
    );
}

import { useQuery } from '@tanstack/react-query';
import { Descriptions, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { answer, gateway } from '../../api/client';
import type { components } from '../../api/gateway';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';

type Holder = components['schemas']['ShowAccessHolder'];

/**
 * The sources of people's roles: the groups and claims of the bank's identity provider, and the programs that sign in
 * here.
 */
export function Access() {
    const { t } = useTranslation();
    const { data, error, refetch } = useQuery({
        queryKey: ['access'],
        queryFn: () => answer(gateway.GET('/session/access')),
    });
    if (error) return <ProblemNote problem={error} retry={() => void refetch()} />;
    if (!data) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
    const name = (role: string) => t(`role.${role}`, { defaultValue: role });
    return (
        <Flex vertical gap="middle">
            <Descriptions
                size="small"
                column={{ xs: 1, sm: 2, lg: 4 }}
                items={[
                    { key: 'issuer', label: t('administration.issuer'), children: data.issuer },
                    ...(data.claims
                        ? [
                              {
                                  key: 'groups',
                                  label: t('administration.groupClaim'),
                                  children: <code>{data.claims.groups}</code>,
                              },
                              {
                                  key: 'org',
                                  label: t('administration.orgClaim'),
                                  children: <code>{data.claims.org}</code>,
                              },
                              {
                                  key: 'manager',
                                  label: t('administration.managerClaim'),
                                  children: <code>{data.claims.managerNo}</code>,
                              },
                          ]
                        : []),
                ]}
            />
            {data.claims ? (
                <WideTable
                    aria-label={t('administration.groups')}
                    rowKey="role"
                    dataSource={data.roles}
                    columns={[
                        { title: t('administration.roles'), dataIndex: 'role', render: name },
                        {
                            title: t('administration.groups'),
                            dataIndex: 'groups',
                            render: (groups: string[]) =>
                                groups.length > 0
                                    ? groups.map((group) => <Tag key={group}>{group}</Tag>)
                                    : t('administration.noGroup'),
                        },
                    ]}
                />
            ) : (
                <Typography.Text type="secondary">{t('administration.ownTokens')}</Typography.Text>
            )}
            {data.clients.length > 0 && (
                <WideTable<Holder>
                    aria-label={t('administration.clients')}
                    rowKey="id"
                    dataSource={data.clients}
                    columns={[
                        { title: t('administration.clients'), dataIndex: 'id' },
                        { title: t('managers.name'), dataIndex: 'name' },
                        {
                            title: t('administration.roles'),
                            dataIndex: 'roles',
                            render: (roles: string[]) => roles.map((role) => <Tag key={role}>{name(role)}</Tag>),
                        },
                        {
                            title: t('administration.part'),
                            dataIndex: 'org',
                            render: (org: string | null) => org ?? t('administration.wholeBank'),
                        },
                    ]}
                />
            )}
        </Flex>
    );
}

import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { ListTable } from '../../parts/ListTable';
import { ManagerName } from '../../parts/ManagerName';
import { instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { Acts } from '../corrections/Acts';
import { POINTS } from '../enrolments/points';
import { type Enrolled, type Session, enrolledIn, withdraw } from './calls';

/** Who has a seat in a session, and who waits for one. */
export function Participants({ session, mayWithdraw }: { session: Session; mayWithdraw: boolean }) {
    const { t } = useTranslation();
    const list = useList({
        name: ['sessions', 'people', session.code],
        filters: {},
        page: (query) => enrolledIn(session.code, query),
    });
    return (
        <ListTable<Enrolled>
            list={list}
            aria-label={t('sessions.participants')}
            rowKey="managerNo"
            empty={t('sessions.nobody')}
            lines={4}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    render: (no: string, one) => <ManagerName no={no} name={one.name} />,
                },
                {
                    title: t('enrolments.state'),
                    dataIndex: 'state',
                    render: (state: string) => <Badge status={POINTS[state]} text={t(`enrolments.states.${state}`)} />,
                },
                {
                    title: t('enrolments.enrolledAt'),
                    dataIndex: 'enrolledAt',
                    className: 'number',
                    render: instant,
                },
                ...(mayWithdraw
                    ? [
                          {
                              title: t('sessions.toDo'),
                              key: 'do',
                              render: (_: unknown, one: Enrolled) => (
                                  <Acts
                                      of={`${one.name ?? ''} ${one.managerNo}`.trim()}
                                      form={`withdraw.${session.code}.${one.managerNo}`}
                                      refresh={['sessions']}
                                      acts={[
                                          {
                                              name: 'withdraw',
                                              label: t('sessions.withdraw'),
                                              ask: t('sessions.withdrawAsk'),
                                              done: t('sessions.withdrawn'),
                                              run: (key) => withdraw(session.code, one.managerNo, key),
                                          },
                                      ]}
                                  />
                              ),
                          },
                      ]
                    : []),
            ]}
        />
    );
}

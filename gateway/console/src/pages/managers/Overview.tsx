import { useQuery } from '@tanstack/react-query';
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { money, percent, period } from '../../parts/format';
import { usePerson } from '../../session/session';
import { type RoomId, mayOpen } from '../../session/access';
import { certificates } from '../certificates/calls';
import { byClock, complaints } from '../complaints/calls';
import { CertificateLines } from '../home/CertificateLines';
import { ComplaintLines } from '../home/ComplaintLines';
import { Figures, Part } from '../home/Part';
import '../home/HomePage.css';
import { closedMonths, statement } from '../month/calls';
import { scorecard } from '../scorecards/calls';
import { absentAsNull } from './absent';

const NAMED = 5;

/**
 * The first things a supervisor asks about a manager: the last score and bonus, open complaints and certificates, each
 * as far as the role may see it.
 */
export function Overview({ managerNo }: { managerNo: string }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const may = (id: RoomId) => mayOpen(id, roles);
    const closed = useQuery({
        queryKey: ['closed-months'],
        queryFn: closedMonths,
        enabled: may('scorecard') || may('statement'),
    });
    const month = closed.data?.at(-1)?.period;
    const no = encodeURIComponent(managerNo);
    const score = useQuery({
        queryKey: ['overview', 'score', managerNo, month],
        enabled: may('scorecard') && month !== undefined,
        queryFn: () => absentAsNull(scorecard(managerNo, month as string)),
    });
    const pay = useQuery({
        queryKey: ['overview', 'statement', managerNo, month],
        enabled: may('statement') && month !== undefined,
        queryFn: () => absentAsNull(statement(managerNo, month as string)),
    });
    const open = useQuery({
        queryKey: ['overview', 'complaints', managerNo],
        enabled: may('complaints'),
        queryFn: () => complaints({ manager: managerNo, status: 'open', limit: NAMED, sort: 'dueOn', total: true }),
    });
    const held = useQuery({
        queryKey: ['overview', 'certificates', managerNo],
        enabled: may('certificates'),
        queryFn: () => certificates({ manager: managerNo, limit: NAMED, sort: '-validTo', total: true }),
    });
    return (
        <div className="home-parts">
            {may('scorecard') && month !== undefined && (
                <Part
                    title={t('managers.scoreOf', { period: period(month) })}
                    query={score}
                    more={<Link to={`/scorecards/${no}?period=${month}`}>{t('home.all')}</Link>}
                >
                    {(card) => (
                        <Figures
                            of={[
                                {
                                    label: t('scorecards.total'),
                                    value: card?.total ? percent(card.total) : t('managers.noScore'),
                                },
                            ]}
                        />
                    )}
                </Part>
            )}
            {may('statement') && month !== undefined && (
                <Part
                    title={t('managers.payOf', { period: period(month) })}
                    query={pay}
                    more={
                        <Flex gap="small" wrap>
                            {pay.data && <Link to={`/statements/${no}/${month}`}>{t('home.all')}</Link>}
                            {may('estimate') && <Link to={`/estimate?manager=${no}`}>{t('room.estimate')}</Link>}
                        </Flex>
                    }
                >
                    {(sheet) => (
                        <Figures
                            of={
                                sheet
                                    ? [
                                          { label: t('months.payable'), value: money(sheet.payable) },
                                          { label: t('months.deferred'), value: money(sheet.deferred) },
                                          ...(sheet.reserved === '0.00'
                                              ? []
                                              : [{ label: t('months.reserved'), value: money(sheet.reserved) }]),
                                      ]
                                    : [{ label: t('months.payable'), value: t('managers.noPay') }]
                            }
                        />
                    )}
                </Part>
            )}
            {may('complaints') && (
                <Part
                    title={t('home.openComplaints')}
                    query={open}
                    more={<Link to={`/complaints?manager=${no}`}>{t('home.all')}</Link>}
                >
                    {({ items }) => <ComplaintLines of={byClock(items)} none={t('home.noOpenComplaints')} />}
                </Part>
            )}
            {may('certificates') && (
                <Part
                    title={t('room.certificates')}
                    query={held}
                    more={<Link to={`/certificates?manager=${no}`}>{t('home.all')}</Link>}
                >
                    {({ items }) => <CertificateLines of={items} none={t('home.noCertificates')} />}
                </Part>
            )}
        </div>
    );
}

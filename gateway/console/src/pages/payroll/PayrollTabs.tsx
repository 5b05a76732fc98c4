import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { type RoomId, mayOpen, rooms } from '../../session/access';
import { usePerson } from '../../session/session';

const TABS: readonly RoomId[] = ['payroll', 'rejections', 'differences', 'payCalendar', 'payrollGroups'];

/** The ways between the pages about payroll, as far as the person has them. */
export function PayrollTabs() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const open = rooms.filter(({ id }) => TABS.includes(id) && mayOpen(id, roles));
    if (open.length < 2) return null;
    return (
        <nav aria-label={t('payroll.pages')}>
            <Flex gap="middle" wrap>
                {open.map(({ id, path }) => (
                    <NavLink
                        key={id}
                        to={path}
                        end
                        style={({ isActive }) => (isActive ? { fontWeight: 600, textDecoration: 'underline' } : {})}
                    >
                        {t(`room.${id}`)}
                    </NavLink>
                ))}
            </Flex>
        </nav>
    );
}

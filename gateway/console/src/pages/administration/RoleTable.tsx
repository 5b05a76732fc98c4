import { CheckOutlined } from '@ant-design/icons';

import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '../../session/session';
import { type Room, isFor, rooms } from '../../session/access';
import { WideTable } from '../../parts/WideTable';

/** The rooms of each role, from the rooms themselves, so that the table is true. */
export function RoleTable() {
    const { t } = useTranslation();
    return (
        <WideTable<Room>
            aria-label={t('administration.roomsOfRoles')}
            rowKey="id"
            dataSource={[...rooms]}
            columns={[
                {
                    title: t('administration.room'),
                    key: 'room',
                    fixed: 'start',
                    render: (_, room) => <span style={{ whiteSpace: 'nowrap' }}>{t(`room.${room.id}`)}</span>,
                },
                ...ROLES.map((role: Role) => ({
                    title: t(`role.${role}`),
                    key: role,
                    align: 'center' as const,
                    render: (_: unknown, room: Room) =>
                        isFor(room, [role]) ? <CheckOutlined aria-label={t('administration.has')} /> : null,
                })),
            ]}
        />
    );
}

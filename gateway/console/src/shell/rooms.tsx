import { HomeOutlined } from '@ant-design/icons';
import { type ComponentType, type LazyExoticComponent, type ReactNode, lazy } from 'react';
import type { Role } from '../session/session';

/** A page of the console: its address, its place in the menu, and who has it. What a role may not call, it is not shown. */
export interface Room {
    /** Also the key of its name in the language files, under `room`. */
    id: string;
    path: string;
    roles: readonly Role[] | 'everyone';
    page: LazyExoticComponent<ComponentType>;
    /** Those without are reached from another page. */
    icon?: ReactNode;
}

/** Each page's code is loaded when it is first opened. */
export const rooms: readonly Room[] = [
    { id: 'home', path: '/', roles: 'everyone', page: lazy(() => import('../pages/home/HomePage')), icon: <HomeOutlined /> },
];

export const isFor = (room: Room, roles: readonly Role[]) => room.roles === 'everyone' || room.roles.some((role) => roles.includes(role));

import {
    ApartmentOutlined,
    AuditOutlined,
    BankOutlined,
    BarsOutlined,
    CalendarOutlined,
    CloudServerOutlined,
    CloudUploadOutlined,
    CustomerServiceOutlined,
    DashboardOutlined,
    FileDoneOutlined,
    FileTextOutlined,
    FundOutlined,
    HomeOutlined,
    ReadOutlined,
    SafetyCertificateOutlined,
    SolutionOutlined,
    StopOutlined,
    TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { RoomId } from '../session/access';

/** The picture of each room in the menu and on the home page. */
export const roomIcons: Partial<Record<RoomId, ReactNode>> = {
    home: <HomeOutlined />,
    managers: <TeamOutlined />,
    scorecards: <DashboardOutlined />,
    figures: <FundOutlined />,
    uncounted: <StopOutlined />,
    scoreSheets: <BarsOutlined />,
    imports: <CloudUploadOutlined />,
    statements: <FileTextOutlined />,
    monthEnd: <CalendarOutlined />,
    myPlan: <FileDoneOutlined />,
    plans: <SolutionOutlined />,
    payroll: <BankOutlined />,
    certificates: <SafetyCertificateOutlined />,
    enrolments: <ReadOutlined />,
    complaints: <CustomerServiceOutlined />,
    audit: <AuditOutlined />,
    administration: <ApartmentOutlined />,
    operations: <CloudServerOutlined />,
};

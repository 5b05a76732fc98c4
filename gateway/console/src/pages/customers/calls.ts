import { answer, once, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';

type Schemas = components['schemas'];
type CustomerQuery = NonNullable<paths['/customers']['get']['parameters']['query']>;

export type CustomerRow = Schemas['ListCustomersRow'];
export type CustomerDetail = Schemas['ListCustomersDetail'];
export type CareRow = Schemas['ListCareRow'];
export type SegmentPlan = Schemas['CarePlansSegmentPlan'];
export type CareRule = Schemas['CarePlansRule'];
export type NewCare = Schemas['RecordCareRequest'];
export type NewHandOver = Schemas['HandOverCustomerRequest'];

export const SEGMENTS = ['high', 'middle', 'general'] as const;
export const STAGES = ['new', 'growing', 'mature', 'dormant'] as const;
export const DUE = ['overdue', 'today', 'week'] as const;
export const CARE_KINDS = ['first-use', 'call-back', 'birthday', 'anniversary'] as const;
export const OUTCOMES = ['reached', 'not-reached', 'refused'] as const;

const at = (customerRef: string) => ({ params: { path: { customerRef } } });

export const customers = (query: CustomerQuery) => answer(performance.GET('/customers', { params: { query } }));
export const customer = (customerRef: string) => answer(performance.GET('/customers/{customerRef}', at(customerRef)));
export const handOver = (customerRef: string, body: NewHandOver, key: string) =>
    answer(performance.POST('/customers/{customerRef}/hand-over', { ...at(customerRef), headers: once(key), body }));
export const recordCare = (customerRef: string, body: NewCare, key: string) =>
    answer(performance.POST('/customers/{customerRef}/care', { ...at(customerRef), headers: once(key), body }));
export const carePlans = async () => (await answer(performance.GET('/care-plans'))).items;
export const saveCarePlan = (segment: string, rules: CareRule[]) =>
    answer(performance.PUT('/care-plans/{segment}', { params: { path: { segment } }, body: { rules } }));

export type Concentration = Schemas['ShowConcentrationRow'];

export const concentration = (period: string) =>
    answer(performance.GET('/customer-concentration', { params: { query: { period } } }));

export const addressOfCustomer = (customerRef: string) => `/customers/${encodeURIComponent(customerRef)}`;

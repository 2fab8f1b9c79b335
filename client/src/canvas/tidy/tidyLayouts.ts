/** The layouts for tidying, in the order of the menu. */
export const TIDY_LAYOUTS = ['grid', 'kind', 'city', 'category', 'map'] as const
export type TidyLayout = (typeof TIDY_LAYOUTS)[number]

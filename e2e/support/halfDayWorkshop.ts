import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from './Actor.ts'
import { type CreatedWorkshop, createWorkshop } from './createWorkshop.ts'
import { FacilitatorActor } from './FacilitatorActor.ts'
import { ListActor } from './ListActor.ts'
import { type FrameRecord, recordFrames } from './recordFrames.ts'
import { type Attendee, attend } from './stockClient.ts'

const CITIES = ['Bogotá', 'Dakar', 'Barcelona', 'Wuhan', 'Seoul', 'Paris']

/** The phases of the half-day, one of each of five kinds. */
export const PHASES = [
	{
		kind: 'write',
		title: { en: 'Obstacles', 'zh-CN': '障碍' },
		prompt: { en: 'What stands in the way?', 'zh-CN': '什么在阻碍？' },
		minutes: 20,
		isPrivate: true,
	},
	{ kind: 'cluster', title: { en: 'Order', 'zh-CN': '整理' }, minutes: 15 },
	{ kind: 'link', title: { en: 'Answers', 'zh-CN': '回应' }, minutes: 30 },
	{ kind: 'vote', title: { en: 'Choice', 'zh-CN': '选择' }, minutes: 5, dots: 2 },
	{ kind: 'present', title: { en: 'Report', 'zh-CN': '汇报' }, minutes: 40 },
] as const

/** Two facilitators, a projector, and eight participants from six cities in three groups. */
export interface HalfDayWorkshop {
	workshop: CreatedWorkshop
	facilitator: FacilitatorActor
	coFacilitator: FacilitatorActor
	projector: Actor
	/** On the canvas, in the first group. */
	ana: Actor
	/** In the list on a phone, in the first group. */
	li: ListActor
	/** A stock client in the first group, and those of all groups. */
	kofi: Attendee
	others: Attendee[]
	/** The frames that each browser has received, by its role or person. */
	frames: Map<string, FrameRecord>
}

/** Opens the workshop, adds its phases and joins all participants. */
export async function openHalfDayWorkshop(browser: Browser, url: string): Promise<HalfDayWorkshop> {
	const workshop = await createWorkshop(url, { locales: ['en', 'zh-CN'], cities: CITIES, groups: 3 })
	for (const phase of PHASES) await workshop.addPhase(phase)
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const coFacilitator = await FacilitatorActor.openDashboard(browser, await workshop.invite('facilitator'))
	const projector = await Actor.open(browser, 'Projector')
	const ana = await Actor.open(browser, 'Ana')
	const li = await ListActor.onPhone(browser, '李伟')
	const browsers = { facilitator, coFacilitator, projector, ana, li }
	const frames = new Map(Object.entries(browsers).map(([name, { page }]) => [name, recordFrames(page)]))
	// The recording sees only sockets opened after it began, so the pages are loaded again.
	await Promise.all([facilitator.page.reload(), coFacilitator.page.reload(), projector.page.goto(workshop.projector)])

	const join = (name: string, city: string) => attend(url, workshop.code, { name, city })
	// The server fills the groups in turn, so the order of joining decides the group of each
	// participant.
	await ana.join(url, workshop.code, 'Bogotá')
	const early = [await join('Aminata', 'Dakar'), await join('Jordi', 'Barcelona')]
	await li.join(url, workshop.code, 'Wuhan')
	const later = [await join('Seo-yeon', 'Seoul'), await join('Marc', 'Paris')]
	const kofi = await join('Kofi', 'Dakar')
	const others = [...early, ...later, await join('Luisa', 'Bogotá')]
	await expect(projector.page.getByText('8 people from 6 cities')).toBeVisible()
	return { workshop, ...browsers, kofi, others, frames }
}

/**
 * Waits until this phase has started on both dashboards and for both participants, and both see
 * this text about their permissions.
 */
export async function waitForPhase(
	{ facilitator, coFacilitator, ana, li }: HalfDayWorkshop,
	number: number,
	permissions: string,
): Promise<void> {
	const title = PHASES[number - 1]?.title.en ?? ''
	for (const { controls } of [facilitator, coFacilitator]) {
		await expect(controls).toContainText(`Phase ${number} of ${PHASES.length}`)
		await expect(controls.getByText(title, { exact: true })).toBeVisible()
	}
	for (const { page } of [ana, li]) {
		const prompt = page.getByRole('button', { name: new RegExp(`^${number} · ${title}`) })
		await expect(prompt).toHaveAttribute('aria-expanded', 'true')
		await expect(page.getByText(permissions, { exact: true })).toBeVisible()
		await page.getByRole('button', { name: 'Close', exact: true }).click()
		await expect(prompt).toHaveAttribute('aria-expanded', 'false')
	}
}

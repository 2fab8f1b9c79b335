import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from './Actor.ts'
import { DeskActor } from './atDesk.ts'
import { type Attendee, attend } from './attend.ts'
import { ListActor } from './ListActor.ts'
import { type OpenedStage, openStage } from './openStage.ts'
import { type Wire, watchWire } from './watchWire.ts'

const CITIES = ['Bogotá', 'Dakar', 'Barcelona', 'Wuhan', 'Seoul', 'Paris']

/** The phases of the half-day, one of each kind. */
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
	{ kind: 'vote', title: { en: 'Choice', 'zh-CN': '选择' }, minutes: 5 },
	{ kind: 'present', title: { en: 'Report', 'zh-CN': '汇报' }, minutes: 40 },
] as const

/** Everybody at the beginning of a half-day: two who conduct, the wall, and eight people from six cities in three groups. */
export interface HalfDay {
	stage: OpenedStage
	desk: DeskActor
	otherDesk: DeskActor
	wall: Actor
	/** At the canvas, in the first group. */
	ana: Actor
	/** At a phone's list, in the first group as well. */
	li: ListActor
	/** In the first group too, and the others, each with a client of their own making. */
	kofi: Attendee
	others: Attendee[]
	/** What came to each browser, by who sits at it. */
	wires: Map<string, Wire>
}

/** Opens the workshop, plans its phases, and lets everybody in. */
export async function openHalfDay(browser: Browser, url: string): Promise<HalfDay> {
	const stage = await openStage(url, 3, CITIES)
	for (const phase of PHASES) await stage.tell({ type: 'phase.add', phase })
	const desk = await DeskActor.atDesk(browser, stage.desk)
	const otherDesk = await DeskActor.atDesk(browser, await stage.invite('facilitator'))
	const wall = await Actor.enter(browser, 'Wall')
	const ana = await Actor.enter(browser, 'Ana')
	const li = await ListActor.onPhone(browser, '李伟')
	const at = { desk, otherDesk, wall, ana, li }
	const wires = new Map(Object.entries(at).map(([who, { page }]) => [who, watchWire(page)]))
	// What the desks heard so far is of no board.
	await Promise.all([desk.page.reload(), otherDesk.page.reload(), wall.page.goto(stage.projector)])

	const come = (name: string, city: string) => attend(url, stage.code, { name, city })
	await ana.join(url, stage.code, 'Bogotá')
	const early = [await come('Aminata', 'Dakar'), await come('Jordi', 'Barcelona')]
	await li.join(url, stage.code, 'Wuhan')
	const later = [await come('Seo-yeon', 'Seoul'), await come('Marc', 'Paris')]
	const kofi = await come('Kofi', 'Dakar')
	const others = [...early, ...later, await come('Luisa', 'Bogotá')]
	await expect(wall.page.getByText('8 people from 6 cities')).toBeVisible()
	return { stage, ...at, kofi, others, wires }
}

/** The phase with this number is where everybody is: at both desks, in the bars of those who take part. */
export async function everybodyIsIn({ desk, otherDesk, ana, li }: HalfDay, number: number, may: string): Promise<void> {
	const title = PHASES[number - 1]?.title.en ?? ''
	for (const { conducting } of [desk, otherDesk]) {
		await expect(conducting).toContainText(`Phase ${number} of ${PHASES.length}`)
		await expect(conducting.getByText(title, { exact: true })).toBeVisible()
	}
	for (const { page } of [ana, li]) {
		const prompt = page.getByRole('button', { name: new RegExp(`^${number} · ${title}`) })
		await expect(prompt).toHaveAttribute('aria-expanded', 'true')
		await expect(page.getByText(may, { exact: true })).toBeVisible()
		await page.getByRole('button', { name: 'Close', exact: true }).click()
		await expect(prompt).toHaveAttribute('aria-expanded', 'false')
	}
}

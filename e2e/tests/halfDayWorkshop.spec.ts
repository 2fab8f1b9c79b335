import { expect } from '@playwright/test'
import type { Actor } from '../support/Actor.ts'
import type { WorkshopView } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { type HalfDayWorkshop, openHalfDayWorkshop, PHASES, waitForPhase } from '../support/halfDayWorkshop.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { type Attendee, attend, writeAsStock } from '../support/stockClient.ts'

/**
 * A half-day workshop with two facilitators, a projector and eight participants from six cities in
 * three groups. It has phases of five kinds, a participant who joins late, one who returns, one who
 * is removed, and a killed server.
 */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const REMOVED = 4403
const ANAS_CARD = 'secret of Ana'
const LIS_CARD = 'secret of 李伟'
const KOFIS_CARD = 'secret of Kofi'
const cardIdOf = (person: Attendee) => `shape:secret-${person.joined.participant.id}`

test('a half-day workshop, from the first card to the report', async ({ browser }) => {
	test.setTimeout(900_000)
	const day = await openHalfDayWorkshop(browser, stack.url)
	const groupsOf = (people: readonly Attendee[]) => people.map(({ joined }) => joined.board.title)
	expect(groupsOf([day.kofi, ...day.others])).toEqual([1, 2, 3, 2, 3, 2].map((group) => `Group ${group}`))

	await test.step('write: the server sends private cards to their author only', () => writePrivately(day))
	await test.step('a late participant is assigned to the smallest group', async () => {
		const zola = await attend(stack.url, day.workshop.code, { name: 'Zola', city: 'Seoul' })
		expect(zola.joined.board.title).toBe('Group 3')
		day.others.push(zola)
		expect(await zola.writePrivately({ id: cardIdOf(zola), text: 'secret of Zola' })).toBe('ack')
	})
	await test.step('reveal: every card moves to its board and keeps its id', () => reveal(day))
	await test.step('cluster: a frozen board rejects edits', () => clusterAndFreeze(day))
	await test.step('a returning participant is in the same group', () => rejoin(day))
	await test.step('a removed participant is disconnected at once', () => remove(day))
	await test.step('link: the timer continues over a restart of the server', () => linkOverRestart(day))
	await test.step('vote: a participant cannot use more dots than the budget', () => vote(day))
	await test.step('present: the projector shows the boards of the groups while the plenary board is empty', () =>
		present(day))
	for (const person of [day.kofi, ...day.others]) person.leave()
})

async function writePrivately(day: HalfDayWorkshop): Promise<void> {
	const { facilitator, coFacilitator, projector, ana, li, kofi, others, frames } = day
	await facilitator.button('Next: Obstacles →').click()
	await waitForPhase(day, 1, 'You can write and arrange cards now.')
	await expect(projector.page.getByRole('heading', { name: 'What stands in the way? 什么在阻碍？' })).toBeVisible()
	for (const { page } of [ana, li])
		await expect(page.getByText('Private writing: no one else sees your cards')).toBeVisible()

	await ana.writeCard('Solution', ANAS_CARD, { x: 600, y: 420 })
	await ana.waitForSaveStatus('Saved')
	const idOfAna = (await ana.card(ANAS_CARD).getAttribute('data-shape-id')) ?? ''
	expect(idOfAna).toMatch(/^shape:/)
	await li.addCards('Obstacle', [LIS_CARD])
	for (const person of [kofi, ...others])
		expect(await person.writePrivately({ id: cardIdOf(person), text: `secret of ${person.name}` })).toBe('ack')
	for (const person of [facilitator, coFacilitator])
		await expect(person.controls.getByText('8 private cards so far.')).toBeVisible()
	await expect(ana.page.getByText('3 cards here so far')).toBeVisible()

	const allFrames = [...frames, ...[kofi, ...others].map((person) => [person.name, person.frames] as const)]
	for (const [receiver, received] of allFrames) {
		expect(received.count(), receiver).toBeGreaterThan(0)
		for (const secret of ['shape:secret', 'secret of', ...(receiver === 'ana' ? [] : [idOfAna])])
			expect(received.contains(secret), `${secret} was sent to ${receiver}`).toBe(false)
	}
	for (const { joined } of [kofi, ...others]) expect((await day.workshop.contentOf(joined.board.id)).cards).toEqual([])
}

async function reveal({
	workshop,
	coFacilitator,
	projector,
	ana,
	li,
	kofi,
	others,
	frames,
}: HalfDayWorkshop): Promise<void> {
	const idOfAna = await ana.card(ANAS_CARD).getAttribute('data-shape-id')
	await coFacilitator.button('Reveal with names').click()
	await coFacilitator.dialog.getByRole('button', { name: 'Reveal with names' }).click()
	for (const person of [ana, li])
		for (const text of [ANAS_CARD, LIS_CARD, KOFIS_CARD]) await expect(person.card(text)).toHaveCount(1)
	await expect(coFacilitator.button('Reveal with names')).toHaveCount(0)
	const idsOn = async (board: string) => (await workshop.contentOf(board)).cards.map(({ id }) => id)
	expect(await idsOn(kofi.joined.board.id)).toContain(idOfAna)
	for (const person of [kofi, ...others]) {
		expect(await idsOn(person.joined.board.id)).toContain(cardIdOf(person))
		await expect.poll(() => person.frames.contains(cardIdOf(person)), person.name).toBe(true)
	}
	// The sockets that did not receive the private card before receive it now.
	for (const receiver of ['ana', 'li']) expect(frames.get(receiver)?.contains(KOFIS_CARD), receiver).toBe(true)
	await expect(projector.page.getByRole('heading', { name: /What stands in the way/ })).toBeVisible()
}

/** Zooms to fit, since the reveal may have placed cards outside the viewport. */
async function zoomToFit({ page }: Actor): Promise<void> {
	await page.getByRole('button', { name: 'Zoom to fit' }).click()
}

async function clusterAndFreeze(day: HalfDayWorkshop): Promise<void> {
	const { workshop, facilitator, projector, ana, li, kofi } = day
	await facilitator.button('Next: Order →').click()
	await waitForPhase(day, 2, 'You can write, arrange cards, and link cards now.')
	await expect(projector.page.getByRole('listitem').filter({ hasText: KOFIS_CARD })).not.toHaveCount(0)
	await zoomToFit(ana)
	await ana.cluster('Permits', [LIS_CARD, KOFIS_CARD])
	await expect(li.page.getByText('Permits').first()).toBeVisible()
	await ana.waitForSaveStatus('Saved')

	await facilitator.button('Freeze all').click()
	await expect(ana.page.getByRole('button', { name: 'New card: Question' })).toHaveCount(0)
	const { board, token } = kofi.joined
	expect(await writeAsStock(stack.url, board.id, token)).toBe('nack')
	expect((await workshop.contentOf(board.id)).cards).toHaveLength(3)
	await facilitator.button('Unfreeze all').click()
	await expect(ana.page.getByRole('button', { name: 'New card: Question' })).toBeVisible()
}

async function rejoin({ workshop, li }: HalfDayWorkshop): Promise<void> {
	await li.page.goto('about:blank')
	await li.page.goto(`${stack.url}/join#${workshop.code}`)
	await li.page.getByRole('button', { name: 'Continue as 李伟' }).tap()
	await li.waitForBoard()
	await expect(li.card(ANAS_CARD)).toHaveCount(1)
}

async function remove({ workshop, facilitator, others }: HalfDayWorkshop): Promise<void> {
	const marc = others.find(({ name }) => name === 'Marc')
	if (!marc) throw new Error('Marc is not there')
	await facilitator.choose('Actions for Marc', 'Remove…')
	await facilitator.dialog.getByRole('button', { name: 'Remove', exact: true }).click()
	await expect.poll(() => marc.closeCodes(), { intervals: [20] }).toContain(REMOVED)
	await expect(workshop.view(marc.joined.token)).rejects.toThrow(/removed/)
	marc.leave()
	others.splice(others.indexOf(marc), 1)
	expect((await workshop.contentOf(marc.joined.board.id)).cards.map(({ id }) => id)).toContain(cardIdOf(marc))
}

/** Returns the remaining time in ms, by the server's clock. */
function remainingMs({ now, workshop: { timer } }: WorkshopView): number {
	if (!timer?.startedAt) throw new Error('the timer is not running')
	return timer.runsMs - timer.ranMs - (now - timer.startedAt)
}

async function linkOverRestart(day: HalfDayWorkshop): Promise<void> {
	const { workshop, facilitator, coFacilitator, projector, ana, li } = day
	await coFacilitator.button('Next: Answers →').click()
	await waitForPhase(day, 3, 'You can write, arrange cards, and link cards now.')
	await expect(projector.page.getByRole('listitem').filter({ hasText: KOFIS_CARD })).toHaveCount(1)
	await zoomToFit(ana)
	await ana.link(ANAS_CARD, KOFIS_CARD)
	await expect(projector.page.getByRole('listitem').filter({ hasText: KOFIS_CARD })).toHaveCount(0)
	await expect(li.linksOf(KOFIS_CARD)).toHaveCount(1)
	await ana.waitForSaveStatus('Saved')

	await facilitator.button('Start timer').click()
	await workshop.command({ type: 'timer.add', minutes: -10 })
	await expect(coFacilitator.timer).toHaveText(/^(20:00|19:[45]\d)$/)
	const before = await workshop.view()
	await stack.kill()
	await ana.waitForSaveStatus(/Offline/)
	await stack.start()
	for (const person of [ana, li]) await person.waitForSaveStatus('Saved')
	const after = await workshop.view()
	expect(after.workshop.timer).toEqual(before.workshop.timer)
	expect(after.workshop.sessions).toEqual(before.workshop.sessions)
	expect(after.workshop.participants).toEqual(before.workshop.participants)
	for (const clock of [
		facilitator.timer,
		coFacilitator.timer,
		...[projector, ana, li].map(({ page }) => page.getByRole('timer')),
	])
		await expect
			.poll(async () => {
				const [minutes = 0, seconds = 0] = ((await clock.textContent()) ?? '').split(':').map(Number.parseFloat)
				return Math.abs((minutes * 60 + seconds) * 1000 - remainingMs(await workshop.view()))
			})
			.toBeLessThan(2500)

	await workshop.command({ type: 'timer.add', minutes: -60 })
	for (const { page } of [facilitator, projector, ana, li])
		await expect(page.getByText('Time is up').first()).toBeVisible()
}

async function vote(day: HalfDayWorkshop): Promise<void> {
	const { workshop, facilitator, coFacilitator, projector, ana, li, kofi, others } = day
	await facilitator.button('Next: Choice →').click()
	await waitForPhase(day, 4, 'You can vote now.')
	await expect(projector.page.getByRole('heading', { name: /Choice 选择.*2 dots each/ })).toBeVisible()
	await expect(ana.page.getByRole('button', { name: 'New card: Question' })).toHaveCount(0)
	const round = (await workshop.view()).workshop.rounds?.at(-1)?.id ?? ''

	await ana.card(KOFIS_CARD).getByRole('button', { name: 'Add a dot' }).click()
	await expect(ana.page.getByText('1 of 2 dots left')).toBeVisible()
	await li.page.getByRole('button', { name: `Add a dot to “${KOFIS_CARD}”` }).tap()
	await expect(li.page.getByText('1 of 2 dots left')).toBeVisible()
	const board = kofi.joined.board.id
	const give = (person: Attendee, card: string) =>
		workshop.vote(person.joined.token, { round, board: person.joined.board.id, card, count: 1 })
	await give(kofi, cardIdOf(kofi))
	const otherCards = (await workshop.contentOf(board)).cards.map(({ id }) => id).filter((id) => id !== cardIdOf(kofi))
	const answers = await Promise.allSettled(otherCards.map((card) => give(kofi, card)))
	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
	await expect(Promise.all(otherCards.map((card) => give(kofi, card)))).rejects.toThrow(/over_budget/)
	for (const person of others) await give(person, cardIdOf(person))

	await coFacilitator.button('Close vote and show result').click()
	await coFacilitator.dialog.getByRole('button', { name: 'Close vote and show result' }).click()
	await expect(projector.page.getByRole('listitem').filter({ hasText: KOFIS_CARD })).toContainText('3')
	await expect(projector.page.getByText(`8 of 8 voted · First: ${KOFIS_CARD}`)).toBeVisible()
	for (const person of [ana, li]) await expect(person.card(KOFIS_CARD)).toContainText('3 dots, rank 1')
	await expect(give(kofi, cardIdOf(kofi))).rejects.toThrow(/vote_closed/)
}

async function present(day: HalfDayWorkshop): Promise<void> {
	const { facilitator, coFacilitator, projector, ana, li } = day
	await coFacilitator.button('Next: Report →').click()
	await waitForPhase(day, PHASES.length, 'View only in this phase.')
	await expect(projector.page.getByRole('heading', { name: 'Group 1' })).toBeVisible()
	await expect(projector.page.locator('[data-scene]')).toBeVisible()
	for (const { page } of [ana, li]) await expect(page.getByText('This phase is view only.')).toBeVisible()
	await expect(facilitator.button('This is the last phase')).toBeDisabled()
}

import {
	type CommandResult,
	currentPhase,
	currentSession,
	DEFAULT_DOTS,
	findOpenRound,
	LIMITS,
	LOCALES,
	type LocalText,
	type Phase,
	plenaryOf,
	type RoundId,
	type SessionId,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import type { CommandRun } from '../facilitation/CommandEntry.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import { closeVote, newRound, withNewRound } from './voteCommands.ts'

/** Position of a workshop in its run sheets. */
interface Position {
	session: SessionId | null
	phase: Phase | null
}

/**
 * Runs a change that may lead to another phase, and opens and closes votes accordingly (VOTE5). A
 * vote phase that begins for the first time opens its vote, in the same state of the workshop. The
 * open vote of a vote phase that was left is closed.
 */
export async function changePhase(run: CommandRun, change: (workshop: Workshop) => Workshop): Promise<CommandResult> {
	const { deps, id } = run
	const before = await withoutFormerVote(run, change)
	const round = roundOf(change(before), positionOf(before), run)
	// The vote opens in the ballot store first, so that no client sees a vote that rejects dots.
	if (round) await deps.ballots.open({ ...round, workshop: id })
	let left = positionOf(before)
	const workshop = await run.apply((now) => {
		left = positionOf(now)
		const next = change(now)
		return round && roundOf(next, left, run)?.phase === round.phase ? withNewRound(next, round) : next
	})
	if (round && !workshop.rounds?.some((other) => other.id === round.id)) await deps.ballots.end(round.id)
	const hasLeft = !isSame(left, positionOf(workshop))
	const ended = hasLeft && left.phase?.kind === 'vote' && left.session ? findOpenRound(workshop, left.session) : null
	return ended && ended.id !== round?.id
		? closeVote(run, { type: 'vote.close', round: ended.id })
		: { version: workshop.version }
}

/**
 * Closes the vote of a vote phase before another vote phase follows it, which opens its own.
 * Returns the workshop as it is then.
 */
async function withoutFormerVote(run: CommandRun, change: (workshop: Workshop) => Workshop): Promise<Workshop> {
	const before = await requireWorkshop(run.deps, run.id)
	const [from, to] = [positionOf(before), positionOf(change(before))]
	const areVotes = from.phase?.kind === 'vote' && to.phase?.kind === 'vote' && !isSame(from, to)
	const open = areVotes && from.session ? findOpenRound(before, from.session) : null
	if (!open) return before
	await closeVote(run, { type: 'vote.close', round: open.id })
	return requireWorkshop(run.deps, run.id)
}

function positionOf(workshop: Workshop): Position {
	return { session: currentSession(workshop)?.id ?? null, phase: currentPhase(workshop) }
}

const isSame = (one: Position, other: Position) => one.session === other.session && one.phase?.id === other.phase?.id

/**
 * Returns the vote that a workshop opens when it comes from another position. Null if its phase
 * opens no vote or had its vote already, if another vote is open, or if the workshop has too many
 * votes.
 */
function roundOf(workshop: Workshop, left: Position, { context }: CommandRun): VoteRound | null {
	const { session, phase } = positionOf(workshop)
	const rounds = workshop.rounds ?? []
	if (phase?.kind !== 'vote' || session === null || isSame(left, { session, phase })) return null
	if (findOpenRound(workshop, session) || rounds.some((round) => round.phase === phase.id)) return null
	if (rounds.length >= LIMITS.maxRounds) return null
	return newRound(
		{ id: context.newId as RoundId, session, phase: phase.id, ...votePlanOf(phase, workshop) },
		context.now,
	)
}

/** Returns the vote of a phase: its title is the prompt, in the workshop's first two languages. */
function votePlanOf({ title, prompt, dots, votedKinds, votedBoards }: Phase, workshop: Workshop) {
	const { locale, locales } = workshop
	const titles = shorten(LOCALES.some((one) => prompt[one]) ? prompt : title)
	const session = currentSession(workshop)
	const plenary = session && plenaryOf(session)
	const inOrder = [...new Set([locale, ...locales, ...LOCALES])].flatMap((one) => titles[one] ?? [])
	const [first = '', second] = inOrder
	const both = second === undefined ? first : `${first} · ${second}`
	return {
		titles,
		title: both.length <= LIMITS.maxTitleLength ? both : first,
		budget: dots ?? DEFAULT_DOTS,
		perCard: 1,
		boards: votedBoards === 'plenary' && plenary ? [plenary.id] : null,
		kinds: votedKinds ?? null,
		...(votedBoards === 'own' && { isByGroup: true as const }),
	}
}

/** Returns texts as titles: on one line, and no longer than a title may be. */
function shorten(texts: LocalText): LocalText {
	const lines = Object.entries(texts).map(([locale, text]) => {
		const line = text.replace(/\s+/g, ' ').trim()
		const isLong = line.length > LIMITS.maxTitleLength
		return [locale, isLong ? `${line.slice(0, LIMITS.maxTitleLength - 1).trimEnd()}…` : line] as const
	})
	return Object.fromEntries(lines.filter(([, line]) => line !== ''))
}

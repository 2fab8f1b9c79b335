import type { Practice, PracticeId, PracticeRef, Workshop } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { HostSettingsCache } from '../host/hostSettings.ts'
import type { CardIndex } from '../ports/CardIndex.ts'
import type { HostEvents } from '../ports/HostEvents.ts'
import type { PracticeStore } from '../ports/PracticeStore.ts'
import type { TravelRenderer } from '../ports/TravelRenderer.ts'
import type { PlaceFinder } from '../search/createPlaceFinder.ts'
import type { PracticeIndexer } from '../search/createPracticeIndexer.ts'
import type { Glossary } from '../search/Glossary.ts'
import type { Requester } from '../workshops/access.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'
import type { ExchangeReader } from './files/createExchangeReader.ts'
import type { SigningKey } from './files/signatures.ts'
import type { CardIndexer } from './similarCards.ts'

/** The dependencies of the exchange. */
export interface ExchangeDeps extends WorkshopDeps {
	practices: PracticeStore
	practiceIndexer: PracticeIndexer
	placeFinder: PlaceFinder
	cardIndex: CardIndex
	cardIndexer: CardIndexer
	glossary: Glossary
	signingKey: SigningKey
	exchangeReader: ExchangeReader
	travelRenderer: TravelRenderer
	hostSettings: Pick<HostSettingsCache, 'current'>
	hostEvents: HostEvents
}

/**
 * Returns the practice of the requester's workshop with this id. Throws `not_found`, also for
 * projectors.
 */
export async function requireOwnPractice(
	deps: Pick<ExchangeDeps, 'practices'>,
	{ identity, workshop }: Requester,
	id: string,
): Promise<Practice> {
	const isMember = identity.role !== 'projector' && refOf(workshop, id) !== null
	const practice = isMember ? await deps.practices.find(id as PracticeId) : null
	if (!practice) throw new AppError('not_found', 'There is no such practice.')
	return practice
}

/**
 * Returns the practice like `requireOwnPractice`, for a change. Throws `not_now` for a withdrawn
 * practice.
 */
export async function requireWritablePractice(
	deps: Pick<ExchangeDeps, 'practices'>,
	requester: Requester,
	id: string,
): Promise<Practice> {
	const practice = await requireOwnPractice(deps, requester, id)
	if (practice.state === 'withdrawn') throw withdrawnError()
	return practice
}

/** Returns the error for a change of a withdrawn practice. */
export function withdrawnError(): AppError {
	return new AppError('not_now', 'This practice was withdrawn.', 'practice_withdrawn')
}

/** Returns the workshop's reference to a practice; null if it has none. */
export function refOf(workshop: Workshop, id: string): PracticeRef | null {
	return workshop.practices?.find((practice) => practice.id === id) ?? null
}

/** Returns the workshop with the state of one practice changed. */
export function withPracticeState(workshop: Workshop, { id, state }: Pick<Practice, 'id' | 'state'>): Workshop {
	const practices = workshop.practices?.map((practice) => (practice.id === id ? { ...practice, state } : practice))
	return practices ? { ...workshop, practices } : workshop
}

import { type CollectionSummary, findSession, LIMITS, type Session, translateTitle } from '@charrette/shared'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { imageUrl } from '../../boardParts/images/imageSize.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useExchangeOrigin } from '../exchangeAccess.ts'
import { useExchangeWorkshop } from '../useExchangeWorkshop.ts'
import { CollectionForm } from './CollectionForm.tsx'
import { CollectionTexts } from './CollectionTexts.tsx'
import styles from './collections.module.css'
import { sessionOfDoor, useCollectionChanges, useCollections } from './useCollections.ts'

/** The collections of the session from whose board the reader came, above everything (COLLECT3). */
export function SessionCollections({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation('exchange')
	const origin = useExchangeOrigin()
	const workshop = useExchangeWorkshop(credentials)?.workshop
	const session = sessionOfDoor(workshop, origin)
	const collections = useCollections(credentials).filter((one) => session !== null && one.session === session)
	if (collections.length === 0) return null
	return (
		<section className={styles['collections']}>
			<h2>{t('collections.ofSession')}</h2>
			<Cards collections={collections} query={origin.query} session={null} />
		</section>
	)
}

/** The other collections of the workshop; facilitators begin new ones here. */
export function OtherCollections({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const origin = useExchangeOrigin()
	const workshop = useExchangeWorkshop(credentials)?.workshop
	const session = sessionOfDoor(workshop, origin)
	const all = useCollections(credentials)
	const others = all.filter((one) => session === null || one.session !== session)
	const canBegin = credentials.role === 'facilitator' && all.length < LIMITS.maxCollections
	if (others.length === 0 && !canBegin) return null
	const titleOf = (one: CollectionSummary) => {
		const found = one.session && workshop && findSession(workshop, one.session)
		return found ? translateTitle(found.title, locale) : null
	}
	return (
		<section className={styles['collections']}>
			<h2>{t('collections.title')}</h2>
			{others.length > 0 && <Cards collections={others} query={origin.query} session={titleOf} />}
			{canBegin && <BeginButton credentials={credentials} sessions={workshop?.sessions ?? []} session={session} />}
		</section>
	)
}

interface CardsProps {
	collections: readonly CollectionSummary[]
	query: string
	/** Returns the title of the session of a collection; null if it is not shown. */
	session: ((collection: CollectionSummary) => string | null) | null
}

function Cards({ collections, query, session }: CardsProps) {
	const { t } = useTranslation('exchange')
	return (
		<ul className={styles['cards']}>
			{collections.map((collection) => {
				const { id, cover, practices } = collection
				const where = session?.(collection)
				return (
					<li key={id}>
						{cover && <img src={imageUrl(cover.path, 1024)} alt={cover.alt} loading="lazy" />}
						<div className={styles['about']}>
							<CollectionTexts
								collection={collection}
								href={`/exchange/collections/${id}${query}`}
								facts={[t('search.count', { count: practices.length }), where].filter(Boolean).join(' · ')}
							/>
						</div>
					</li>
				)
			})}
		</ul>
	)
}

interface BeginButtonProps {
	credentials: Credentials
	sessions: readonly Session[]
	/** The session that is suggested. */
	session: Session['id'] | null
}

function BeginButton({ credentials, sessions, session }: BeginButtonProps) {
	const { t } = useTranslation('exchange')
	const { query } = useExchangeOrigin()
	const [, navigate] = useLocation()
	const { begin } = useCollectionChanges(credentials)
	const [isOpen, setOpen] = useState(false)
	return (
		<>
			<Button icon="plus" className={styles['begin']} onClick={() => setOpen(true)}>
				{t('collections.new')}
			</Button>
			{isOpen && (
				<Dialog title={t('collections.new')} onClose={() => setOpen(false)}>
					<CollectionForm
						start={{ title: '', text: '', session }}
						sessions={sessions}
						submitLabel={t('collections.create')}
						onSubmit={async (body) => {
							const made = await begin(body)
							if (made) navigate(`/exchange/collections/${made.collection.id}${query}`)
							return made
						}}
					/>
				</Dialog>
			)}
		</>
	)
}

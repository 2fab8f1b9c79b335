import { type CollectionSummary, LIMITS, type PracticeId } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { useSave } from '../../ui/useSave.ts'
import type { ExchangeOrigin } from '../exchangeAccess.ts'
import { useExchangeWorkshop } from '../useExchangeWorkshop.ts'
import styles from './collections.module.css'
import { sessionOfDoor, useCollectionChanges, useCollections } from './useCollections.ts'

interface AddToCollectionProps {
	origin: ExchangeOrigin
	practice: PracticeId
	title: string
	isSmall?: boolean
}

/** A button by which facilitators add a practice to collections (COLLECT3). */
export function AddToCollection({ origin, practice, title, isSmall = false }: AddToCollectionProps) {
	const { t } = useTranslation(['exchange', 'app'])
	const [isOpen, setOpen] = useState(false)
	const { access } = origin
	if (access?.role !== 'facilitator') return null
	const label = t('collections.add')
	return (
		<>
			<Button
				size={isSmall ? 'small' : 'normal'}
				variant={isSmall ? 'quiet' : 'plain'}
				icon="plus"
				className={isSmall ? styles['add'] : undefined}
				aria-label={isSmall ? t('app:named', { what: label, which: title }) : undefined}
				onClick={() => setOpen(true)}
			>
				{label}
			</Button>
			{isOpen && (
				<Dialog title={label} onClose={() => setOpen(false)}>
					<Choice origin={origin} credentials={access} practice={practice} title={title} />
				</Dialog>
			)}
		</>
	)
}

interface ChoiceProps extends Omit<AddToCollectionProps, 'isSmall'> {
	credentials: Credentials
}

/** The collections with or without the practice, and a field for a new one. */
function Choice({ origin, credentials, practice, title }: ChoiceProps) {
	const { t } = useTranslation('exchange')
	const collections = useCollections(credentials)
	const { begin } = useCollectionChanges(credentials)
	const [isSaving, save] = useSave()
	const workshop = useExchangeWorkshop(credentials)?.workshop
	const [name, setName] = useState('')
	const isNamed = name.trim() !== ''
	const create = async (event: FormEvent) => {
		event.preventDefault()
		const session = sessionOfDoor(workshop, origin)
		const start = () => begin({ title: name, practices: [practice], session })
		if (isNamed && (await save(start))) setName((now) => (now === name ? '' : now))
	}
	return (
		<div className={styles['choice']}>
			<p dir="auto">{title}</p>
			{collections.length > 0 && (
				<ul>
					{collections.map((collection) => (
						<CollectionRow key={collection.id} {...{ credentials, practice, collection, query: origin.query }} />
					))}
				</ul>
			)}
			{collections.length < LIMITS.maxCollections && (
				<form onSubmit={create}>
					<TextField
						label={t('collections.new')}
						value={name}
						maxLength={LIMITS.maxTitleLength}
						placeholder={t('collections.newHint')}
						onChange={setName}
					/>
					<Button type="submit" variant="primary" icon="plus" busy={isSaving} aria-disabled={!isNamed}>
						{t('collections.create')}
					</Button>
				</form>
			)}
		</div>
	)
}

interface CollectionRowProps {
	credentials: Credentials
	practice: PracticeId
	collection: CollectionSummary
	query: string
}

/** A collection, checked if it has the practice. */
function CollectionRow({ credentials, practice, collection, query }: CollectionRowProps) {
	const { t } = useTranslation(['exchange', 'app'])
	const { change } = useCollectionChanges(credentials)
	const [wanted, setWanted] = useState<boolean | null>(null)
	const { id, title, practices, revision } = collection
	const isIn = practices.includes(practice)
	const isFull = !isIn && practices.length >= LIMITS.maxCollected
	const put = async (isWanted: boolean) => {
		if (isFull || wanted !== null) return
		setWanted(isWanted)
		const others = practices.filter((one) => one !== practice)
		await change(id, { practices: isWanted ? [...others, practice] : others, baseVersion: revision })
		setWanted(null)
	}
	return (
		<li>
			<CheckField
				label={title}
				{...(isFull && { hint: t('collections.full', { count: LIMITS.maxCollected }) })}
				checked={wanted ?? isIn}
				onChange={(isWanted) => void put(isWanted)}
			/>
			<Link
				href={`/exchange/collections/${id}${query}`}
				aria-label={t('app:named', { what: t('collections.open'), which: title })}
			>
				{t('collections.open')}
			</Link>
		</li>
	)
}

import { type CollectionId, type CollectionView, findSession, type PracticeId, translateTitle } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { imageUrl } from '../boardParts/images/imageSize.ts'
import { deleteCollection, fetchCollection } from '../connection/api/collections.ts'
import { sendCommand } from '../connection/api/commands.ts'
import { pageAddress } from '../connection/basePath.ts'
import type { Credentials } from '../connection/credentials.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { CollectedPractices } from '../exchange/collections/CollectedPractices.tsx'
import { CollectionForm } from '../exchange/collections/CollectionForm.tsx'
import { CollectionImageChoice } from '../exchange/collections/CollectionImageChoice.tsx'
import { CollectionTexts } from '../exchange/collections/CollectionTexts.tsx'
import styles from '../exchange/collections/collections.module.css'
import { useCollectionChanges } from '../exchange/collections/useCollections.ts'
import { type ExchangeOrigin, useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { useExchangeWorkshop } from '../exchange/useExchangeWorkshop.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { Loading } from '../ui/Loading.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { ExchangeReading, ExchangeReadingButton } from './ExchangeReading.tsx'
import { ExchangeSubpage } from './ExchangeSubpage.tsx'

/** A collection of practices, which everybody with its link reads if all of them are public. */
export function CollectionPage({ collection: id }: { collection: CollectionId }) {
	const { t } = useTranslation(['exchange', 'app'])
	const origin = useExchangeOrigin()
	const locale = useLocale()
	const { access } = origin
	const view = useQuery({
		queryKey: ['collection', id, access?.token, locale],
		queryFn: () => fetchCollection(access, id, locale),
		// Another language must not close what a facilitator is editing.
		placeholderData: (shown) => (shown?.collection.id === id ? shown : undefined),
	})
	const failure = view.data ? null : queryFailure(view)
	return (
		<ExchangeReading>
			<ExchangeSubpage title={view.data?.collection.title ?? t('collections.title')} tools={<ExchangeReadingButton />}>
				{failure && <p role="alert">{t(`app:errors.${failure}`)}</p>}
				{!view.data && !failure && <Loading what={t('collections.opening')} />}
				{view.data && <OpenCollection key={id} view={view.data} origin={origin} />}
			</ExchangeSubpage>
		</ExchangeReading>
	)
}

function OpenCollection({ view, origin }: { view: CollectionView; origin: ExchangeOrigin }) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const [isEditing, setEditing] = useState(false)
	const { collection, practices, gone, isOwn } = view
	const { access, query } = origin
	const workshop = useExchangeWorkshop(isOwn ? access : null)?.workshop
	const session = collection.session && workshop && findSession(workshop, collection.session)
	const editor = isOwn && access?.role === 'facilitator' ? access : null
	return (
		<>
			<header className={styles['hero']}>
				{collection.cover && <img src={imageUrl(collection.cover.path, 1024)} alt={collection.cover.alt} />}
				<div>
					<CollectionTexts
						collection={collection}
						facts={[t('search.count', { count: practices.length }), session && translateTitle(session.title, locale)]
							.filter(Boolean)
							.join(' · ')}
					/>
				</div>
			</header>
			{editor && <Tools credentials={editor} view={view} query={query} isEditing={isEditing} onEdit={setEditing} />}
			{editor && isEditing && workshop && <Editor credentials={editor} view={view} sessions={workshop.sessions} />}
			{editor ? (
				<EditablePractices credentials={editor} view={view} query={query} isEditing={isEditing} />
			) : (
				<CollectedPractices practices={practices} query={query} onChange={null} />
			)}
			{gone > 0 && <p className={styles['gone']}>{t('collections.gone', { count: gone })}</p>}
			{practices.length + gone === 0 && <p className={styles['gone']}>{t('collections.empty')}</p>}
		</>
	)
}

interface EditableProps {
	credentials: Credentials
	view: CollectionView
}

interface EditablePracticesProps extends EditableProps {
	query: string
	isEditing: boolean
}

/** The practices in the order that was chosen last, also while it is being stored. */
function EditablePractices({ credentials, view, query, isEditing }: EditablePracticesProps) {
	const { collection, practices } = view
	const { change } = useCollectionChanges(credentials)
	const [wanted, setWanted] = useState<readonly PracticeId[] | null>(null)
	// The revision after the changes before; changes follow one another.
	const stored = useRef(Promise.resolve(0))
	const ids = practices.map(({ id }) => id)
	// Those that are not shown stay, since they may be published again.
	const hidden = collection.practices.filter((id) => !ids.includes(id))
	const store = (chosen: PracticeId[]) => {
		setWanted(chosen)
		const next = stored.current.then(async (revision) => {
			const baseVersion = Math.max(revision, collection.revision)
			const changed = await change(collection.id, { practices: [...chosen, ...hidden], baseVersion })
			return changed?.collection.revision ?? 0
		})
		stored.current = next
		void next.then(() => setWanted((now) => (now === chosen ? null : now)))
	}
	const shown = (wanted ?? ids).flatMap((id) => practices.find((practice) => practice.id === id) ?? [])
	return <CollectedPractices practices={shown} query={query} onChange={isEditing ? store : null} />
}

function Editor({
	credentials,
	view,
	sessions,
}: EditableProps & { sessions: Parameters<typeof CollectionForm>[0]['sessions'] }) {
	const { t } = useTranslation('exchange')
	const showToast = useToast()
	const { collection, practices } = view
	const { change } = useCollectionChanges(credentials)
	return (
		<section className={styles['editor']} aria-label={t('collections.edit')}>
			<CollectionForm
				start={collection}
				sessions={sessions}
				submitLabel={t('collections.save')}
				onSubmit={async (texts) => {
					const saved = await change(collection.id, { ...texts, baseVersion: collection.revision })
					if (saved) showToast(t('collections.saved'))
					return saved
				}}
			/>
			<CollectionImageChoice
				credentials={credentials}
				collection={collection}
				practices={practices}
				onChange={(image) => change(collection.id, { image })}
			/>
		</section>
	)
}

interface ToolsProps extends EditableProps {
	query: string
	isEditing: boolean
	onEdit: (isEditing: boolean) => void
}

function Tools({ credentials, view: { collection, isPublic }, query, isEditing, onEdit }: ToolsProps) {
	const { t } = useTranslation(['exchange', 'app'])
	const attempt = useAttempt()
	const showToast = useToast()
	const [, navigate] = useLocation()
	const [isDeleting, setDeleting] = useState(false)
	const project = async () => {
		const command = { type: 'projection.set', shows: 'collection', collection: collection.id } as const
		if (await attempt(() => sendCommand(credentials, command))) showToast(t('collections.projected'))
	}
	const remove = async () => {
		if (await attempt(() => deleteCollection(credentials, collection.id))) navigate(`/exchange${query}`)
	}
	return (
		<div className={styles['tools']}>
			<CopyField
				label={t('collections.link')}
				hint={t(isPublic ? 'collections.linkPublic' : 'collections.linkMembers')}
				text={`${pageAddress()}/exchange/collections/${collection.id}`}
			/>
			<div>
				<Button icon="draw" aria-pressed={isEditing} onClick={() => onEdit(!isEditing)}>
					{t('collections.edit')}
				</Button>
				<Button icon="projector" onClick={project}>
					{t('collections.project')}
				</Button>
				<Button variant="danger" icon="bin" onClick={() => setDeleting(true)}>
					{t('collections.delete')}
				</Button>
			</div>
			{isDeleting && (
				<ConfirmDialog
					title={t('collections.delete')}
					confirmLabel={t('collections.delete')}
					onConfirm={remove}
					onClose={() => setDeleting(false)}
				>
					<p>{t('collections.deleteHint')}</p>
				</ConfirmDialog>
			)}
		</div>
	)
}

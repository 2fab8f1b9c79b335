import { useEffect, useId, useState } from 'react'
import { hasUnsentEdits } from '../connection/forgetCopies.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { DeviceLinkDialog } from './DeviceLinkDialog.tsx'
import { DuplicateDialog } from './DuplicateDialog.tsx'
import styles from './home.module.css'
import type { ListedWorkshop, useKnownWorkshops } from './useKnownWorkshops.ts'
import { type WorkshopAction, WorkshopRow } from './WorkshopRow.tsx'

/** The number of workshops that are listed before the person asks for all of them. */
const SHOWN_FIRST = 5

/** An open dialog, and its workshop. */
interface OpenDialog {
	action: 'duplicate' | 'device' | 'forget'
	listed: ListedWorkshop
}

type Known = ReturnType<typeof useKnownWorkshops>

/**
 * The workshops that this browser has access to, newest first, each with its actions. Archived
 * workshops are in a second list, which is collapsed at first.
 */
export function KnownWorkshops({ workshops, failure, retry, archive, unarchive, forget }: Known) {
	const { t } = useTranslation(['home', 'app'])
	const showToast = useToast()
	const [dialog, setDialog] = useState<OpenDialog | null>(null)
	const [showsAll, setShowsAll] = useState(false)
	const titleId = useId()
	const listed = workshops.filter(({ isArchived }) => !isArchived)
	const archived = workshops.filter(({ isArchived }) => isArchived)
	const shown = showsAll ? listed : listed.slice(0, SHOWN_FIRST)

	const act = (action: WorkshopAction, of: ListedWorkshop) => {
		if (action === 'unarchive') return unarchive(of.id)
		if (action === 'remove') return forget(of.id)
		if (action !== 'archive') return setDialog({ action, listed: of })
		archive(of.id)
		showToast(t('archive.done', { title: of.known?.title ?? '' }), 'note', {
			label: t('archive.undo'),
			onChoose: () => unarchive(of.id),
		})
	}
	const rows = (of: readonly ListedWorkshop[]) => (
		<ul className={styles['list']}>
			{of.map((workshop) => (
				<WorkshopRow key={workshop.id} listed={workshop} onAct={(action) => act(action, workshop)} />
			))}
		</ul>
	)
	return (
		<section className={styles['panel']} aria-labelledby={titleId} aria-busy={workshops[0]?.known === undefined}>
			<h2 id={titleId}>{t('title')}</h2>
			{failure && (
				<p className={styles['failure']} role="alert">
					{t(`app:errors.${failure}`)}
					<Button size="small" onClick={retry}>
						{t('app:tryAgain')}
					</Button>
				</p>
			)}
			{rows(shown)}
			{listed.length === 0 && <p className={styles['none']}>{t('allArchived')}</p>}
			{shown.length < listed.length && (
				<Button variant="quiet" onClick={() => setShowsAll(true)}>
					{t('all', { count: listed.length })}
				</Button>
			)}
			{archived.length > 0 && (
				<details className={styles['archived']}>
					<summary>{t('archive.list', { count: archived.length })}</summary>
					{rows(archived)}
				</details>
			)}
			{dialog && <WorkshopDialog {...dialog} onForget={forget} onClose={() => setDialog(null)} />}
		</section>
	)
}

interface WorkshopDialogProps extends OpenDialog {
	onForget: Known['forget']
	onClose: () => void
}

function WorkshopDialog({ action, listed, onForget, onClose }: WorkshopDialogProps) {
	const { t } = useTranslation(['home', 'app'])
	const { id, known, credentials } = listed
	const [first] = credentials
	const [hasUnsent, setUnsent] = useState(false)
	useEffect(() => void hasUnsentEdits(id).then(setUnsent), [id])
	if (!known || !first) return null
	if (action === 'duplicate') return <DuplicateDialog credentials={first} workshop={known} onClose={onClose} />
	if (action === 'device') return <DeviceLinkDialog credentials={first} onClose={onClose} />
	const confirm = () => {
		onForget(id)
		onClose()
	}
	return (
		<ConfirmDialog title={t('forget.title')} confirmLabel={t('forget.confirm')} onConfirm={confirm} onClose={onClose}>
			<p>
				<strong>{known.title}</strong>
			</p>
			<p>{t(`forget.${first.role}`)}</p>
			{hasUnsent && (
				<p className={styles['warning']} role="alert">
					{t('forget.unsent')}
				</p>
			)}
		</ConfirmDialog>
	)
}

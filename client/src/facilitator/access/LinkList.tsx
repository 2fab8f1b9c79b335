import { LINK_ROLES, type LinkRole, linkIdOf, type RoleLinks } from '@charrette/shared'
import { useId, useState } from 'react'
import { useReachableAddress } from '../../connection/clientInfo.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { pathOfLink } from '../../connection/pickAddress.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useSave } from '../../ui/useSave.ts'
import styles from './access.module.css'
import { useRoleLinks } from './useRoleLinks.ts'

type ListedLink = RoleLinks['links'][number]

/**
 * The facilitator and projector links, with their use, and buttons that create, renew and revoke
 * them.
 */
export function LinkList({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation('dashboard')
	const { links, known, create, rotate, revoke } = useRoleLinks(credentials)
	return (
		<>
			{LINK_ROLES.map((role) => (
				<LinksOfRole
					key={role}
					role={role}
					links={(links ?? []).filter((link) => link.role === role)}
					known={known[role]}
					onCreate={() => create(role)}
					onRotate={() => rotate(role)}
					onRevoke={({ id }) => revoke(id)}
				/>
			))}
			{links === null && <p role="status">{t('access.loading')}</p>}
		</>
	)
}

interface LinksOfRoleProps {
	role: LinkRole
	/** The links of this role, newest first. */
	links: readonly ListedLink[]
	/** The link of this role whose secret this browser has; undefined if it has none. */
	known: string | undefined
	onCreate: () => Promise<string | null>
	onRotate: () => Promise<string | null>
	onRevoke: (link: ListedLink) => Promise<boolean>
}

function LinksOfRole({ role, links, known, onCreate, onRotate, onRevoke }: LinksOfRoleProps) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const address = useReachableAddress()
	const [confirmed, setConfirmed] = useState<ListedLink | 'all' | null>(null)
	const [isSaving, save] = useSave()
	const headingId = useId()
	const close = () => setConfirmed(null)
	const confirm = async (end: () => Promise<unknown>, done: string) => {
		const isDone = await save(end)
		close()
		if (isDone) showToast(done)
	}
	const knownId = known ? linkIdOf(known) : null
	return (
		<section aria-labelledby={headingId}>
			<h3 id={headingId}>{t(`access.${role}Links`)}</h3>
			<p>{t(`access.${role}Lead`)}</p>
			<ul className={styles['links']}>
				{links.map((link) => (
					<li key={link.id}>
						<LinkFacts link={link} />
						{!link.isCurrent && (
							<Button size="small" variant="quiet" onClick={() => setConfirmed(link)}>
								{t('access.revoke')}
							</Button>
						)}
						{known && link.id === knownId && (
							<CopyField label={t(`links.${role}`)} text={`${address}${pathOfLink(known)}`} />
						)}
					</li>
				))}
			</ul>
			<div className={styles['actions']}>
				<Button size="small" icon="plus" onClick={onCreate}>
					{t('links.create')}
				</Button>
				<Button size="small" icon="rotate" onClick={() => setConfirmed('all')}>
					{t('access.renewLinks')}
				</Button>
			</div>
			{confirmed === 'all' && (
				<ConfirmDialog
					title={t(`access.${role}Renew`)}
					confirmLabel={t('access.renewLinks')}
					isBusy={isSaving}
					onConfirm={() => confirm(onRotate, t('access.linksRenewed'))}
					onClose={close}
				>
					<p>{t(`access.${role}RenewConfirm`)}</p>
				</ConfirmDialog>
			)}
			{confirmed && confirmed !== 'all' && (
				<ConfirmDialog
					title={t('access.revokeTitle')}
					confirmLabel={t('access.revoke')}
					isBusy={isSaving}
					onConfirm={() => confirm(() => onRevoke(confirmed), t('access.revoked'))}
					onClose={close}
				>
					<LinkFacts link={confirmed} />
					<p>{t('access.revokeConfirm')}</p>
				</ConfirmDialog>
			)}
		</section>
	)
}

/** The times when a link was created and last used, and the number of its sign-ins. */
function LinkFacts({ link }: { link: ListedLink }) {
	const { t } = useTranslation('dashboard')
	const time = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium', timeStyle: 'short' })
	const facts = [
		link.usedAt === null ? t('access.unused') : t('access.used', { when: time.format(link.usedAt) }),
		link.devices > 0 && t('access.signIns', { count: link.devices }),
		link.isCurrent && t('access.current'),
	]
	return (
		<p className={styles['facts']}>
			<span>{t('access.created', { when: time.format(link.createdAt) })}</span>
			<small>{facts.filter(Boolean).join(' · ')}</small>
		</p>
	)
}

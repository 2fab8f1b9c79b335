import { useTranslation } from '../i18n/useTranslation.ts'
import type { Credentials } from '../session/credentials.ts'
import { Button } from '../ui/Button.tsx'
import { useLinks } from './useLinks.ts'

/** Opens the projector's page in a new tab; a browser that knows no projector link makes one first. */
export function ProjectorButton({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation('desk')
	const { links, create } = useLinks(credentials)
	const open = async () => {
		// The tab opens within the click, or the browser takes it for a pop-up; it gets its address afterwards.
		const tab = window.open('about:blank', '_blank')
		const link = links.projector ?? (await create('projector'))
		if (!tab) return
		if (!link) return tab.close()
		const { pathname, hash } = new URL(link)
		tab.opener = null
		tab.location.replace(`${location.origin}${pathname}${hash}`)
	}
	return (
		<Button icon="projector" onClick={open}>
			{t('bar.projector')} ↗
		</Button>
	)
}

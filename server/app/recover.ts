import { DomainError } from '../../shared/errors.ts'
import { accountKeeper } from '../accounts/account-keeper.ts'
import { recoverAccount } from '../accounts/recover-account.ts'
import { readConfig } from './config.ts'
import { knownOf } from './known-of.ts'
import { openWriter } from './open-writer.ts'

/** `npm run recover -- NAME` (账号恢复), on the machine itself; the server must be stopped. */
async function main(): Promise<void> {
  const { dataDir, cityPack } = readConfig(process.env)
  const clock = { now: () => Date.now() }
  const writer = openWriter(cityPack, dataDir, clock)
  try {
    const { database, audit } = writer
    const keep = accountKeeper(database, audit, knownOf(writer))
    const password = await recoverAccount({ database, keep }, process.argv[2] ?? '', clock.now())
    console.log('账号已恢复，动态口令已清除。')
    if (password !== null) console.log(`一次性密码  ${password}  （登录后须立即修改）`)
  } finally {
    writer.close()
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof DomainError)) throw error
  console.error(error.params.remedy ?? error.message)
  process.exitCode = 1
})

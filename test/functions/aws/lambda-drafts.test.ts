import { describeDraftRunner } from '../../contract/draft-runner.contract.ts'
import { openLambdaDrafts } from '../../support/aws/open-lambda-drafts.ts'

describeDraftRunner('Lambda (emulated)', openLambdaDrafts)
